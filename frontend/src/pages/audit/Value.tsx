import type { ReactNode } from 'react';
import { paths } from '../../paths';
import { Mono } from '../../ui/Code';
import { Link } from '../../ui/Link';
import { LongName } from '../../ui/LongName';
import { KeyName, ServiceName, UserName } from '../../ui/Named';
import { Moment, ValidUntil } from '../../ui/Time';
import css from './audit.module.css';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

// Fields that hold the id of something with a page.
const pageOf: Record<string, { to: (id: string) => string; Name: (props: { id: string }) => ReactNode }> = {
  service: { to: paths.service, Name: ServiceName },
  user: { to: paths.user, Name: UserName },
  replacedBy: { to: paths.key, Name: KeyName },
};

/** Value is what a field was or became. Of a list, what the other side does not have is marked. */
export function Value({ field, value, other, mark }: { field: string; value: unknown; other?: unknown; mark?: 'gone' | 'new' }) {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <span className="muted">none</span>;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    const page = pageOf[field];
    if (!page) return value.toLocaleString('en');
    const id = String(value);
    return (
      <Link to={page.to(id)}>
        <page.Name id={id} />
      </Link>
    );
  }
  if (Array.isArray(value)) return <Items items={value} other={Array.isArray(other) ? other : []} mark={mark} />;
  if (typeof value === 'object') return <Mono>{JSON.stringify(value)}</Mono>;
  const text = String(value);
  if (moment.test(text)) return field === 'validUntil' ? <ValidUntil at={text} /> : <Moment at={text} />;
  return <bdi className={css.text}>{text}</bdi>;
}

// Functions and capabilities.
const technical = /^[a-z0-9]+[_/][a-z0-9_/:]+$/;
const words = { gone: 'removed', new: 'added' };

function Items({ items, other, mark }: { items: unknown[]; other: unknown[]; mark?: 'gone' | 'new' }) {
  const there = new Set(other.map(nameOf));
  return (
    <ul className={css.items}>
      {items.map(nameOf).map((item, index) => (
        <li key={index} data-mark={mark && !there.has(item) ? mark : undefined}>
          {technical.test(item) ? <LongName size="small">{item}</LongName> : <bdi className="break">{item}</bdi>}
          {mark && !there.has(item) && <span className="visually-hidden"> ({words[mark]})</span>}
        </li>
      ))}
    </ul>
  );
}

const nameOf = (item: unknown) => (typeof item === 'string' ? item : JSON.stringify(item));
