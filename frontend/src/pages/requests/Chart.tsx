import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { BarChart } from '../../ui/Chart';
import { Card } from '../../ui/Page';
import css from './requests.module.css';
import { chartSpanOf, spanOf, spanWords, type Span } from './spans';

const RequestChart = graphql(`
  query RequestChart($from: Time!, $to: Time!, $protocol: String, $service: ID, $token: ID) {
    requestChart(from: $from, to: $to, protocol: $protocol, service: $service, token: $token) {
      at
      calls
      refused
      failed
    }
  }
`);

interface ChartProps {
  search: { time?: Span; protocol?: string; service?: string; token?: string };
  live: boolean;
}

const liveMs = 10_000;

/** Chart are the calls over time. It follows time, protocol, service and key; what else narrows the list is not counted by the hour. */
export function Chart({ search: { time, protocol, service, token }, live }: ChartProps) {
  const span = chartSpanOf(time);
  const { data } = useServerQuery(RequestChart, { ...spanOf(span), protocol, service, token }, { pollMs: live ? liveMs : 0 });
  const buckets = data?.requestChart ?? [];
  const daily = span === '30d' || stepOf(buckets) > 1;
  const about = [protocol && 'this protocol', service && 'this service', token && 'this key'].filter(Boolean);
  return (
    <div className={css.chart}>
      <Card>
        <BarChart buckets={buckets} step={daily ? 'day' : 'hour'} label={`${spanWords[span]}${about.length > 0 ? `, of ${about.join(' and ')}` : ''}`} height={96} />
      </Card>
    </div>
  );
}

const hourMs = 3_600_000;

/** stepOf is how many hours lie between two bars. */
function stepOf([first, second]: readonly { at: string }[]): number {
  return first && second ? (Date.parse(second.at) - Date.parse(first.at)) / hourMs : 1;
}
