import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Page';
import { ServiceSelect, UserSelect } from '../../ui/pickers';
import { useProtocolChoice } from '../../ui/protocols';
import { useSite } from '../../ui/site';
import css from './access.module.css';

interface Asked {
  user?: string;
  service?: string;
  protocol?: string;
  address?: string;
}

interface QuestionProps {
  search: Asked;
  set: (change: Asked & { function?: string }) => void;
}

/** Question is about whom, through which service, over which protocol and from where. All of it stands in the address of the page. */
export function Question({ search, set }: QuestionProps) {
  const { yourAddress } = useSite();
  const { choices, protocol } = useProtocolChoice(search.protocol);
  return (
    <Card>
      <div className={css.question}>
        <UserSelect clearable value={search.user} onChange={(user) => set({ user: user ?? undefined, function: undefined })} />
        <ServiceSelect clearable placeholder="All that stand open" value={search.service} onChange={(service) => set({ service: service ?? undefined, function: undefined })} />
        <Select label="Protocol" data={choices} value={protocol} allowDeselect={false} onChange={(value) => set({ protocol: value ?? undefined })} />
        <Address key={search.address} value={search.address ?? ''} placeholder={yourAddress} set={(value) => set({ address: value || undefined })} />
      </div>
    </Card>
  );
}

/** Address is asked about when the field is left. */
function Address({ value, placeholder, set }: { value: string; placeholder: string; set: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const send = () => typed.trim() !== value && set(typed.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput
        label="From the address"
        placeholder={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={send}
      />
    </form>
  );
}
