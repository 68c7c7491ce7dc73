// Charts of calls over time: drawn, and as a table for those who do not see them.
import { useId, useState } from 'react';
import css from './Chart.module.css';
import { useSite } from './site';
import { clock, shortDay } from './time';
import { exactly } from './words';

export interface Bucket {
  at: string;
  calls: number;
  refused: number;
  failed: number;
}

const number = (value: number) => value.toLocaleString('en');

/** Sparkline is a line of days beside a name; its words say the sum. */
export function Sparkline({ buckets, label }: { buckets: readonly Bucket[]; label: string }) {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.calls));
  const sum = buckets.reduce((total, bucket) => total + bucket.calls, 0);
  const step = 96 / Math.max(1, buckets.length - 1);
  const points = buckets.map((bucket, index) => `${(2 + index * step).toFixed(1)},${(22 - (bucket.calls / most) * 20).toFixed(1)}`).join(' ');
  return (
    <svg className={css.sparkline} viewBox="0 0 100 24" role="img" aria-label={`${label}: ${exactly(sum, 'call')} in ${buckets.length} days, ${number(most)} at most in one`} preserveAspectRatio="none">
      <polyline points={points} fill="none" stroke="var(--accent)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

interface BarChartProps {
  buckets: readonly Bucket[];
  label: string;
  /** How long one bar is. */
  step: 'minute' | 'hour' | 'day';
  height?: number;
}

/** BarChart shows calls with refusals in their own colour; a click on "As a table" gives the numbers. */
export function BarChart({ buckets, label, step, height = 120 }: BarChartProps) {
  const [table, setTable] = useState(false);
  const { timezone } = useSite();
  const id = useId();
  const name = (bucket: Bucket) => (step === 'day' ? shortDay(bucket.at, timezone) : clock(bucket.at, timezone));
  const most = Math.max(1, ...buckets.map((bucket) => bucket.calls));
  const sum = buckets.reduce((total, bucket) => total + bucket.calls, 0);
  const refused = buckets.reduce((total, bucket) => total + bucket.refused + bucket.failed, 0);
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>
        <span>
          {label}
          {refused > 0 && (
            <>
              , <span className={css.refused}>{number(refused)} refused or failed</span>
            </>
          )}
        </span>
        <button type="button" className={css.switch} aria-expanded={table} aria-controls={id} onClick={() => setTable(!table)}>
          {table ? 'As a chart' : 'As a table'}
        </button>
      </figcaption>
      <div id={id}>
        {table ? (
          <Table buckets={buckets} name={name} label={label} />
        ) : (
          <>
            <svg className={css.bars} style={{ height }} viewBox={`0 0 ${buckets.length * 10} 100`} preserveAspectRatio="none" role="img" aria-label={`${label}: ${exactly(sum, 'call')}, ${number(refused)} refused or failed`}>
              {buckets.map((bucket, index) => (
                <Bar key={bucket.at} bucket={bucket} index={index} most={most} title={`${name(bucket)}: ${exactly(bucket.calls, 'call')}, ${number(bucket.refused + bucket.failed)} refused or failed`} />
              ))}
            </svg>
            <div className={css.axis} aria-hidden="true">
              <span>{buckets[0] && name(buckets[0])}</span>
              <span>{sum === 0 ? 'no calls' : `at most ${number(most)}`}</span>
              <span>{buckets.at(-1) && name(buckets.at(-1) as Bucket)}</span>
            </div>
          </>
        )}
      </div>
    </figure>
  );
}

function Bar({ bucket, index, most, title }: { bucket: Bucket; index: number; most: number; title: string }) {
  const whole = (bucket.calls / most) * 98;
  const bad = ((bucket.refused + bucket.failed) / most) * 98;
  return (
    <g>
      <title>{title}</title>
      <rect x={index * 10} y="0" width="10" height="100" fill="transparent" />
      <rect x={index * 10 + 1} y={100 - whole} width="8" height={whole} fill="var(--accent)" />
      <rect x={index * 10 + 1} y={100 - bad} width="8" height={bad} fill="var(--err)" />
      {bucket.calls === 0 && <rect x={index * 10 + 1} y="99" width="8" height="1" fill="var(--line)" />}
    </g>
  );
}

function Table({ buckets, name, label }: { buckets: readonly Bucket[]; name: (bucket: Bucket) => string; label: string }) {
  return (
    <div className={css.table} tabIndex={0} role="region" aria-label={`${label}, as a table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Calls</th>
            <th scope="col">Refused</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">{name(bucket)}</th>
              <td>{number(bucket.calls)}</td>
              <td>{number(bucket.refused)}</td>
              <td>{number(bucket.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
