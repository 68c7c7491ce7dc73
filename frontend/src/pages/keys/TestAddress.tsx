import { Button, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { graphql } from '../../gql';
import type { KeyAddressTestQuery } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { sayReason, sayRemedy } from '../../ui/checks';
import { FixButton, type FixSubject } from '../../ui/FixButton';
import { Card, Note, Section } from '../../ui/Page';
import { useProtocolChoice } from '../../ui/protocols';
import { text, useSearch } from '../../ui/search';
import type { Owner } from './KeyFacts';
import css from './keys.module.css';

const KeyAddressTest = graphql(`
  query KeyAddressTest($id: ID!, $address: String!, $protocol: String!) {
    token(id: $id) {
      test(address: $address, protocol: $protocol) {
        address
        allowed
        refusal {
          check
          reason
          remedy
        }
      }
    }
  }
`);

const schema = { address: text, protocol: text };

/** TestAddress says whether the key would work from an address, now. What is tested stands in the address of the page. */
export function TestAddress({ token, owner }: { token: { id: string }; owner: Owner }) {
  const [search, set] = useSearch(schema);
  const [typed, setTyped] = useState(search.address ?? '');
  const { choices, protocol } = useProtocolChoice(search.protocol);
  const { data, problem, refetch } = useServerQuery(KeyAddressTest, { id: token.id, address: search.address ?? '', protocol }, { pause: !search.address });
  const test = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === search.address) refetch();
    else set({ address: typed.trim() || undefined }, { replace: true });
  };
  const subject: FixSubject | undefined = owner ? { protocol, address: search.address, token: owner, user: owner.user, service: owner.service } : undefined;
  return (
    <Section title="Test an address" lead="Would a call from there be let through, now? Nothing is called.">
      <Card narrow>
        <div className="stack">
          <form onSubmit={test} className={css.test}>
            <TextInput label="Address" placeholder="198.51.100.7" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} error={search.address && problem?.message} />
            {choices.length > 1 && <Select label="Protocol" data={choices} value={protocol} onChange={(value) => set({ protocol: value ?? undefined }, { replace: true })} />}
            <Button type="submit">Test address</Button>
          </form>
          <div role="status">{search.address && !problem && data?.token && <Outcome test={data.token.test} subject={subject} />}</div>
        </div>
      </Card>
    </Section>
  );
}

type Test = NonNullable<KeyAddressTestQuery['token']>['test'];

function Outcome({ test: { address, allowed, refusal }, subject }: { test: Test; subject?: FixSubject }) {
  if (allowed || !refusal) return <Note tone="ok">{address} is let through.</Note>;
  return (
    <Note tone="err" action={subject && <FixButton check={refusal.check} subject={subject} />}>
      {address} is refused. {refusal.reason && sayReason(refusal.check, refusal.reason)} {refusal.remedy && sayRemedy(refusal.check, refusal.remedy)}
    </Note>
  );
}
