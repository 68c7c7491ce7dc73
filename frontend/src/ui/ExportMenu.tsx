import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem } from '../problem';
import type { Column } from './DataTable';
import { collectPages, download, exportLimit, toCSV, toJSON, type Exported, type ExportPage } from './export';
import { toast } from './toast';

/** exported are the columns of a table that say what they are in a file. */
export function exported<Row>(columns: readonly Column<Row>[]): Exported<Row>[] {
  return columns.flatMap(({ title, value }) => (value ? [{ title, value }] : []));
}

interface ExportMenuProps<Row> {
  /** The name of the file, without its ending. */
  name: string;
  columns: readonly Exported<Row>[];
  /** The filtered list from a cursor on, 100 rows at once. */
  fetchPage: (after: string | undefined) => Promise<ExportPage<Row>>;
}

/** ExportMenu writes the whole filtered list into a file, not only the page that is shown. */
export function ExportMenu<Row>({ name, columns, fetchPage }: ExportMenuProps<Row>) {
  const [busy, setBusy] = useState(false);
  const save = async (kind: 'csv' | 'json') => {
    setBusy(true);
    try {
      const { rows, more } = await collectPages(fetchPage);
      if (kind === 'csv') download(`${name}.csv`, 'text/csv;charset=utf-8', toCSV(columns, rows));
      else download(`${name}.json`, 'application/json', toJSON(columns, rows));
      const count = rows.length.toLocaleString('en');
      toast.say(more ? `Saved the first ${exportLimit.toLocaleString('en')} rows. There are more: narrow the list to get the rest.` : `Saved ${count} ${rows.length === 1 ? 'row' : 'rows'}.`);
    } catch (thrown) {
      toast.fail(`Nothing was saved. ${asProblem(thrown).message}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu>
      <Menu.Target>
        <Button loading={busy} leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('csv')}>CSV, for spreadsheets</Menu.Item>
        <Menu.Item onClick={() => save('json')}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
