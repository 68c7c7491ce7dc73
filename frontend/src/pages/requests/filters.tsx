// What narrows the list of requests. The few that are used most are always in sight; the others come with "More", or when they are set.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { checks } from '../../ui/checks';
import type { Filter } from '../../ui/FilterBar';
import { KeySelect } from '../../ui/KeySelect';
import { KeyName, ServiceName, UserName } from '../../ui/Named';
import { FunctionSelect, ServiceSelect, UserSelect } from '../../ui/pickers';
import { useProtocolChoice } from '../../ui/protocols';
import { spans, spanWords } from './spans';

const time: Filter = { name: 'time', label: 'Time', options: spans.map((span) => ({ value: span, label: spanWords[span] })) };

export const result: Filter = {
  name: 'result',
  label: 'Result',
  options: [
    { value: 'ANSWERED', label: 'Answered' },
    { value: 'REFUSED', label: 'Refused' },
    { value: 'FAILED', label: 'Failed' },
  ],
};

const check: Filter = { name: 'check', label: 'Check', options: Object.entries(checks).map(([value, { refused }]) => ({ value, label: refused })) };

const picked: Filter[] = [
  { name: 'token', label: 'Key', field: (value, set) => <KeySelect label={undefined} ariaLabel="Key" placeholder="Key" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <KeyName id={id} /> },
  { name: 'user', label: 'User', field: (value, set) => <UserSelect label={undefined} ariaLabel="User" placeholder="User" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <UserName id={id} /> },
  { name: 'service', label: 'Service', field: (value, set) => <ServiceSelect label={undefined} ariaLabel="Service" placeholder="Service" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <ServiceName id={id} /> },
  { name: 'function', label: 'Function', field: (value, set) => <FunctionSelect label={undefined} ariaLabel="Function" placeholder="Function" clearable value={value} onChange={(name) => set(name ?? undefined)} /> },
];

const typed: Filter[] = [
  { name: 'code', label: 'Code', field: (value, set) => <Typed key={value} label="Code" value={value} set={set} /> },
  { name: 'address', label: 'From', field: (value, set) => <Typed key={value} label="From" value={value} set={set} /> },
  { name: 'requestId', label: 'Request id', field: (value, set) => <Typed key={value} label="Request id" value={value} set={set} /> },
];

/** useRequestFilters are the filters to show; the last one asks for more. */
export function useRequestFilters(search: Record<string, string | undefined>): Filter[] {
  const [all, setAll] = useState(false);
  const { choices } = useProtocolChoice();
  const protocol: Filter = { name: 'protocol', label: 'Protocol', options: choices };
  const rare = [...picked, protocol, ...typed];
  // It stays where it is, so that the focus does.
  const more: Filter = { name: 'more', label: 'More', field: () => <Button onClick={() => setAll(!all)}>{all ? 'Fewer filters' : 'More filters'}</Button> };
  return [time, result, check, ...rare.filter((each) => all || search[each.name]), more];
}

/** Typed is asked for as a whole, when the field is left or Enter is pressed. */
export function Typed({ label, value = '', set }: { label: string; value?: string; set: (value: string | undefined) => void }) {
  const [text, setText] = useState(value);
  const send = () => text.trim() !== value && set(text.trim() || undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput aria-label={label} placeholder={label} value={text} onChange={(event) => setText(event.currentTarget.value)} onBlur={send} />
    </form>
  );
}
