import { graphql } from '../../gql';
import type { KeyTrafficFragment } from '../../gql/graphql';
import { BarChart } from '../../ui/Chart';
import { Card, Section } from '../../ui/Page';

export const KeyTraffic = graphql(`
  fragment KeyTraffic on Token {
    days(count: 30) {
      at
      calls
      refused
      failed
    }
    rotatedTo {
      name
      shown
      days(count: 30) {
        at
        calls
        refused
        failed
      }
    }
    rotatedFrom {
      name
      shown
      days(count: 30) {
        at
        calls
        refused
        failed
      }
    }
  }
`);

/** Traffic are the calls of thirty days; beside a key that replaces another, those of both. */
export function Traffic({ token: { days, rotatedTo, rotatedFrom } }: { token: KeyTrafficFragment }) {
  const other = rotatedTo ?? rotatedFrom;
  return (
    <Section title="Last 30 days">
      <Card>
        <div className="stack">
          <BarChart buckets={days} step="day" label={other ? 'This key' : 'Calls by the day'} height={96} />
          {other && <BarChart buckets={other.days} step="day" label={rotatedTo ? `The new key, ${other.shown}` : `The old key, ${other.shown}`} height={96} />}
        </div>
      </Card>
    </Section>
  );
}
