// The list of every page: typed columns, sort and pages by the address, rows to choose, two-line cards on a phone.
import { Checkbox, Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { QueryState } from '../graphql';
import { useLetterKeys } from './keys';
import { Link, useGo } from './Link';
import { Pager, type PageInfo } from './Pager';
import { useSelection, type Selection } from './selection';
import { LoadError, useLate } from './states';
import css from './DataTable.module.css';

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  align?: 'end';
  /** The order of the server that this column's title asks for. */
  order?: string;
  /** That order begins with the smallest: A before Z, sooner before later. */
  ascending?: boolean;
  /** On a phone: the title of the card, beside the title, in the second line (as usual), or not at all. */
  phone?: 'title' | 'side' | 'line' | 'hide';
  /** What is written into an exported file. Columns without it are not exported. */
  value?: (row: Row) => string | number | boolean | null | undefined;
}

interface DataTableProps<Row> {
  /** What the rows are: "Security keys". */
  label: string;
  columns: Column<Row>[];
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Where a row leads; the first column becomes the link. */
  href?: (row: Row) => string;
  query: Pick<QueryState<unknown>, 'problem' | 'loading' | 'refreshing' | 'refetch'>;
  /** What stands in place of rows when there are none. */
  empty: ReactNode;
  pageInfo?: PageInfo;
  onPage?: (cursor: { after?: string; before?: string }) => void;
  /** "Newer" and "Older" for lists in order of time. */
  pagerWords?: [string, string];
  order?: { value: string; set: (order: string) => void };
  /** What can be done with the chosen rows; gives each row its checkbox. */
  bulk?: (chosen: readonly Row[], clear: () => void) => ReactNode;
  /** What is said of a row to those who do not see it, in its checkbox: its name. */
  rowName?: (row: Row) => string;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowId, query, empty, bulk } = props;
  const ids = useMemo(() => (rows ?? []).map(rowId), [rows, rowId]);
  const selection = useSelection(ids);
  const busy = query.loading || query.refreshing;
  const chosen = (rows ?? []).filter((row) => selection.has(rowId(row)));
  return (
    <div>
      {query.problem && <LoadError what={label.toLowerCase()} problem={query.problem} retry={query.refetch} />}
      {bulk && chosen.length > 0 && (
        <div className={css.bulk} role="region" aria-label="Chosen rows">
          <b>{chosen.length} chosen</b>
          {bulk(chosen, selection.clear)}
        </div>
      )}
      <div className={css.frame} data-stale={query.refreshing || undefined}>
        <table className={css.table} aria-label={label} aria-busy={busy} role="table">
          <Head {...props} selection={selection} />
          <Body {...props} selection={selection} />
        </table>
        {rows?.length === 0 && !query.loading && !query.problem && empty}
      </div>
      {props.pageInfo && props.onPage && (rows?.length ?? 0) > 0 && <Pager info={props.pageInfo} onPage={props.onPage} words={props.pagerWords} />}
      <span className="visually-hidden" role="status">
        {query.loading ? `Loading ${label.toLowerCase()}` : ''}
      </span>
    </div>
  );
}

function Head<Row>({ columns, order, bulk, rows, selection }: DataTableProps<Row> & { selection: Selection }) {
  if (rows?.length === 0) return null;
  return (
    <thead role="rowgroup">
      <tr role="row">
        {bulk && (
          <th role="columnheader" className={css.check}>
            <Checkbox size="xs" aria-label="Choose all rows shown" checked={selection.all} indeterminate={!selection.all && selection.ids.length > 0} onChange={selection.toggleAll} />
          </th>
        )}
        {columns.map((column) => (
          <Heading key={column.id} column={column} order={order} />
        ))}
      </tr>
    </thead>
  );
}

function Heading<Row>({ column, order }: { column: Column<Row> } & Pick<DataTableProps<Row>, 'order'>) {
  const sorted = column.order !== undefined && order?.value === column.order;
  const [direction, Arrow] = column.ascending ? (['ascending', IconArrowUp] as const) : (['descending', IconArrowDown] as const);
  return (
    <th role="columnheader" scope="col" data-align={column.align} aria-sort={sorted ? direction : undefined}>
      {column.order && order ? (
        <button type="button" className={css.sort} data-on={sorted || undefined} onClick={() => order.set(column.order ?? '')}>
          {column.title}
          {sorted && <Arrow size={12} aria-hidden="true" />}
        </button>
      ) : (
        column.title || <span className="visually-hidden">Actions</span>
      )}
    </th>
  );
}

const skeletonRows = 6;

function Body<Row>(props: DataTableProps<Row> & { selection: Selection }) {
  const { columns, rows, rowId, query, bulk } = props;
  const late = useLate(query.loading);
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  if (!rows) {
    return (
      <tbody role="rowgroup" ref={body}>
        {late &&
          Array.from({ length: skeletonRows }, (_, index) => (
            <tr key={index} role="row" className={css.skeleton}>
              {bulk && <td role="cell" className={css.check} />}
              {columns.map((column, at) => (
                <td key={column.id} role="cell" data-phone={column.phone ?? (at === 0 ? 'title' : 'line')}>
                  <Skeleton height={12} width={`${80 - ((index * 23 + at * 31) % 50)}%`} />
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    );
  }
  return (
    <tbody role="rowgroup" ref={body}>
      {rows.map((row) => (
        <TableRow key={rowId(row)} row={row} {...props} />
      ))}
    </tbody>
  );
}

function TableRow<Row>({ row, columns, rowId, rowName, href, bulk, selection }: DataTableProps<Row> & { row: Row; selection: Selection }) {
  const go = useGo();
  const id = rowId(row);
  const to = href?.(row);
  const open = (event: MouseEvent<HTMLElement>) => {
    // A click on something that acts by itself is not one on the row; neither is the end of marking text.
    // What opens above the page (a menu, a dialog) is a child of the row for React, and not in the document.
    if (!to || !event.currentTarget.contains(event.target as Node) || (event.target as HTMLElement).closest('a, button, input, label, [role=switch]') || getSelection()?.toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(to, '_blank', 'noopener');
    else go(to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && to) go(to);
    if (event.key === 'x' && bulk) selection.toggle(id, event.shiftKey);
  };
  return (
    // The link in the first cell is what is operated; a click anywhere in the row is a convenience beside it.
    <tr role="row" tabIndex={-1} data-row data-link={to ? true : undefined} data-chosen={selection.has(id) || undefined} aria-selected={bulk ? selection.has(id) : undefined} onClick={open} onKeyDown={onKeyDown}>
      {bulk && (
        <td role="cell" className={css.check}>
          <Checkbox
            size="xs"
            aria-label={`Choose ${rowName?.(row) ?? id}`}
            checked={selection.has(id)}
            onChange={(event) => selection.toggle(id, (event.nativeEvent as unknown as globalThis.MouseEvent).shiftKey)}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td key={column.id} role="cell" data-align={column.align} data-title={column.title} data-phone={column.phone ?? (index === 0 ? 'title' : 'line')}>
          {index === 0 && to ? (
            <Link to={to} className={css.link}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

/** j and k move from row to row. */
function useRowKeys(body: React.RefObject<HTMLTableSectionElement | null>) {
  const move = (step: number) => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))]?.focus();
  };
  useLetterKeys({ j: () => move(1), k: () => move(-1) });
}
