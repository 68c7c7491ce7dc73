import { expect, it } from 'vitest';
import { chartSpanOf, spanOf } from './spans';

const now = Date.parse('2026-11-22T12:04:51Z');

it('a span begins at a full minute, so that it is the same question for a minute', () => {
  expect(spanOf('1h', now)).toEqual({ from: '2026-11-22T11:05:00.000Z', to: '2026-11-22T12:05:00.000Z' });
  expect(spanOf('24h', now)).toEqual(spanOf('24h', now + 8000));
  expect(spanOf('7d', now).from).toBe('2026-11-15T12:05:00.000Z');
});

it('the chart shows a day at least', () => {
  expect([undefined, '1h', '24h', '7d', '30d'].map((span) => chartSpanOf(span as Parameters<typeof chartSpanOf>[0]))).toEqual(['24h', '24h', '24h', '7d', '30d']);
});
