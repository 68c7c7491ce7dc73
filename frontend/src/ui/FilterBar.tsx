// Narrows a list: one field to type in, a few choices, and what is set as chips that can be taken off. All of it stands in the
// address, so a filtered list can be linked to.
import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import css from './FilterBar.module.css';

interface Choice {
  name: string;
  label: string;
  options: { value: string; label: string }[];
}

/** A filter that is picked from the server: it brings its own field, and says its value itself. */
interface Picked {
  name: string;
  label: string;
  field: (value: string | undefined, set: (value: string | undefined) => void) => ReactNode;
  /** What the chip says; the value itself when left out. */
  chip?: (value: string) => ReactNode;
}

export type Filter = Choice | Picked;

interface FilterBarProps {
  search: Record<string, string | undefined>;
  set: (change: Record<string, string | undefined>, options?: { replace?: boolean }) => void;
  /** The field to type in: its parameter, its label and what it looks at. */
  text?: { name: string; label: string; placeholder: string };
  filters?: Filter[];
  /** At the end of the line: export. */
  children?: ReactNode;
}

export function FilterBar({ search, set, text, filters = [], children }: FilterBarProps) {
  const active = filters.filter((filter) => search[filter.name]);
  const clear = () => set(Object.fromEntries([...filters.map((filter) => filter.name), ...(text ? [text.name] : [])].map((name) => [name, undefined])));
  return (
    <div className={css.bar} role="search" aria-label="Filter">
      <div className={css.fields}>
        {text && <SearchField key={text.name} {...text} value={search[text.name]} set={(value) => set({ [text.name]: value }, { replace: true })} />}
        {filters.map((filter) => (
          <div key={filter.name} className={css.field}>
            {'options' in filter ? (
              <Select
                aria-label={filter.label}
                placeholder={filter.label}
                data={filter.options}
                value={search[filter.name] ?? null}
                onChange={(value) => set({ [filter.name]: value ?? undefined })}
                clearable
                clearButtonProps={{ 'aria-label': `Clear ${filter.label}` }}
              />
            ) : (
              filter.field(search[filter.name], (value) => set({ [filter.name]: value }))
            )}
          </div>
        ))}
        {children && <div className={css.end}>{children}</div>}
      </div>
      {active.length > 0 && (
        <ul className={css.chips} aria-label="Active filters">
          {active.map((filter) => (
            <li key={filter.name}>
              <button type="button" className={css.chip} onClick={() => set({ [filter.name]: undefined })}>
                <span>
                  {filter.label}: <b>{chipOf(filter, search[filter.name] ?? '')}</b>
                </span>
                <IconX size={12} aria-hidden="true" />
                <span className="visually-hidden">Remove filter</span>
              </button>
            </li>
          ))}
          <li>
            <Button variant="subtle" onClick={clear}>
              Clear filters
            </Button>
          </li>
        </ul>
      )}
    </div>
  );
}

function chipOf(filter: Filter, value: string): ReactNode {
  if ('options' in filter) return filter.options.find((option) => option.value === value)?.label ?? value;
  return filter.chip?.(value) ?? value;
}

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  set: (value: string | undefined) => void;
}

const typingMs = 250;

/** SearchField waits until somebody stops typing. The key / goes to it (see keys.ts). */
function SearchField({ label, placeholder, value = '', set }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const send = useEffectEvent(set);
  useEffect(() => {
    // The address changed otherwise: back, a link, "Clear filters".
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      send(sent.current || undefined);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      className={css.search}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      data-filter-field
    />
  );
}
