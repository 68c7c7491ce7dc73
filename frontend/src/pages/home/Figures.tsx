import { graphql } from '../../gql';
import type { HomeFiguresFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { BarChart } from '../../ui/Chart';
import { Card, Tiles } from '../../ui/Page';
import { useSite } from '../../ui/site';
import { EmptyState } from '../../ui/states';
import { dayOf } from '../../ui/time';
import { milliseconds } from '../../ui/words';
import css from './home.module.css';

export const HomeFigures = graphql(`
  fragment HomeFigures on Figures {
    calls
    refused
    failed
    medianMs
    p95Ms
    lastCallAt
    expiringTokens
    hours {
      at
      calls
      refused
      failed
    }
  }
`);

/** percent says a share with one digit below ten, and never rounds something down to nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const share = (part / whole) * 100;
  if (share < 0.1) return '< 0.1 %';
  return `${share < 10 ? share.toFixed(1) : share.toFixed(0)} %`;
}

export function LastDay({ figures }: { figures: HomeFiguresFragment }) {
  const { timezone } = useSite();
  const { calls, refused, failed, medianMs, p95Ms, lastCallAt, expiringTokens, hours } = figures;
  if (calls === 0) {
    return (
      <Card flush>
        <EmptyState>{lastCallAt ? `No calls in the last 24 hours. The last one was on ${dayOf(lastCallAt, timezone)}.` : 'No calls yet. They are counted here as soon as one arrives.'}</EmptyState>
      </Card>
    );
  }
  return (
    <>
      <Tiles
        tiles={[
          { value: calls.toLocaleString('en'), label: calls === 1 ? 'call' : 'calls' },
          { value: percent(refused + failed, calls), label: 'refused or failed' },
          { value: milliseconds(medianMs), label: `median, ${milliseconds(p95Ms)} p95` },
          { value: expiringTokens.toLocaleString('en'), label: expiringTokens === 1 ? 'key ends within 14 days' : 'keys end within 14 days', to: expiringTokens > 0 ? paths.keys({ state: 'EXPIRING' }) : undefined },
        ]}
      />
      <div className={css.chart}>
        <Card>
          <BarChart buckets={hours} step="hour" label="Calls by the hour" height={96} />
        </Card>
      </div>
    </>
  );
}
