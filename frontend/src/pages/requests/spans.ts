// The spans of time that Requests looks at, and how long one bar of its chart is.

export const spans = ['1h', '24h', '7d', '30d'] as const;
export type Span = (typeof spans)[number];

export const spanWords: Record<Span, string> = { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' };

const hourMs = 3_600_000;
const hours: Record<Span, number> = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 };
const roundMs = 60_000;

/** spanOf is a span that ends now. It begins at a full minute, so that the same question is not another one with each rendering. */
export function spanOf(span: Span, now = Date.now()): { from: string; to: string } {
  const to = Math.ceil(now / roundMs) * roundMs;
  return { from: new Date(to - hours[span] * hourMs).toISOString(), to: new Date(to).toISOString() };
}

/** chartSpanOf is what the chart shows for a span: an hour alone would be a single bar. */
export const chartSpanOf = (span: Span | undefined): Span => (span === '7d' || span === '30d' ? span : '24h');
