import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Choices } from '../../ui/Choices';
import { KeySelect } from '../../ui/KeySelect';
import { Card } from '../../ui/Page';
import { ServiceSelect, UserSelect } from '../../ui/pickers';
import { useProtocolChoice } from '../../ui/protocols';
import { useSite } from '../../ui/site';
import css from './access.module.css';
import { filesProtocol } from './files';
import { MomentField } from './MomentField';

interface Asked {
  by?: 'key';
  token?: string;
  user?: string;
  service?: string;
  protocol?: string;
  address?: string;
  at?: string;
}

interface QuestionProps {
  search: Asked;
  set: (change: Asked & { function?: string }) => void;
}

/** Question is about whom, through which service, over which protocol, from where and when. All of it stands in the address of the page. */
export function Question({ search, set }: QuestionProps) {
  const { yourAddress } = useSite();
  const { choices, protocol } = useProtocolChoice(search.protocol);
  const byKey = search.by === 'key' || Boolean(search.token);
  const about = (change: Asked) => set({ function: undefined, ...change });
  return (
    <Card>
      <div className={css.whose}>
        <Choices
          label="Who calls"
          value={byKey ? 'key' : 'user'}
          onChange={(who) => about({ by: who === 'key' ? 'key' : undefined, token: undefined, user: undefined, service: undefined })}
          choices={[
            { value: 'user', label: 'User' },
            { value: 'key', label: 'Security key' },
          ]}
        />
      </div>
      <div className={css.question}>
        {byKey ? (
          <KeySelect clearable value={search.token} onChange={(token) => about({ by: 'key', token: token ?? undefined })} />
        ) : (
          <>
            <UserSelect clearable value={search.user} onChange={(user) => about({ user: user ?? undefined })} />
            <ServiceSelect clearable placeholder="All that stand open" value={search.service} onChange={(service) => about({ service: service ?? undefined })} />
          </>
        )}
        <Select label="Protocol" data={[...choices, { value: filesProtocol, label: 'Files' }]} value={protocol} allowDeselect={false} onChange={(value) => about({ protocol: value ?? undefined })} />
        <Address key={search.address} value={search.address ?? ''} placeholder={yourAddress} set={(value) => set({ address: value || undefined })} />
        <MomentField value={search.at ?? ''} set={(at) => set({ at: at || undefined })} />
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
