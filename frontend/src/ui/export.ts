// Lists as files. A spreadsheet takes a cell that begins like a formula for one, so such cells begin with an apostrophe.

export interface Exported<Row> {
  title: string;
  value: (row: Row) => string | number | boolean | null | undefined;
}

const formula = /^[=+\-@\t\r]/;

export function csvCell(value: string | number | boolean | null | undefined): string {
  const plain = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && formula.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCSV<Row>(columns: readonly Exported<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => csvCell(column.title)), ...rows.map((row) => columns.map((column) => csvCell(column.value(row))))];
  // A spreadsheet knows by the mark at the start that this is UTF-8.
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

export function toJSON<Row>(columns: readonly Exported<Row>[], rows: readonly Row[]): string {
  return `${JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column) => [column.title, column.value(row) ?? null]))),
    null,
    2,
  )}\n`;
}

export interface ExportPage<Row> {
  nodes: readonly Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export const exportLimit = 10_000;

/** collectPages reads a list page by page up to the limit, and says whether there was more. */
export async function collectPages<Row>(fetchPage: (after: string | undefined) => Promise<ExportPage<Row>>, limit = exportLimit): Promise<{ rows: Row[]; more: boolean }> {
  const rows: Row[] = [];
  let after: string | undefined;
  for (;;) {
    // Each page begins where the one before ends.
    const page = await fetchPage(after);
    rows.push(...page.nodes);
    if (rows.length > limit || (rows.length === limit && page.pageInfo.hasNextPage)) return { rows: rows.slice(0, limit), more: true };
    if (!page.pageInfo.hasNextPage || !page.pageInfo.endCursor) return { rows, more: false };
    after = page.pageInfo.endCursor;
  }
}

export function download(name: string, type: string, content: string) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
