import { Select } from '@mantine/core';
import { useState } from 'react';
import { Choices } from '../../ui/Choices';
import { KeySelect } from '../../ui/KeySelect';
import { keyLabel } from '../../ui/ownKeys';
import { ServiceSelect } from '../../ui/pickers';
import css from './docs.module.css';
import type { Subject } from './subject';

type Kind = 'everything' | 'service' | 'key';

const kinds: { value: Kind; label: string }[] = [
  { value: 'everything', label: 'Everything' },
  { value: 'service', label: 'A service' },
  { value: 'key', label: 'A key' },
];

/** SubjectSelect chooses whose documentation is shown: one of the own keys, for administrators that of any key, a service, or all. */
export function SubjectSelect({ subject }: { subject: Subject }) {
  return subject.administrator ? <AnySubject subject={subject} /> : <OwnKeySelect subject={subject} />;
}

function OwnKeySelect({ subject: { choice, own, choose } }: { subject: Subject }) {
  const data = own.map((each) => ({ value: each.id, label: `${keyLabel(each)}, ${each.service.name}` }));
  return <Select className={css.subject} label="Your key" data={data} value={data.some((each) => each.value === choice?.key) ? choice?.key : null} placeholder="Choose a key" onChange={(key) => key && choose({ key })} />;
}

function AnySubject({ subject: { choice, choose } }: { subject: Subject }) {
  const stands: Kind = choice?.key ? 'key' : choice?.service ? 'service' : 'everything';
  // What was picked, until it is known which one.
  const [picking, pick] = useState<Kind | null>(null);
  const kind = picking ?? stands;
  const onKind = (next: Kind) => {
    pick(next === 'everything' ? null : next);
    if (next === 'everything') choose({});
  };
  const onChosen = (next: { key?: string; service?: string }) => {
    pick(null);
    choose(next);
  };
  return (
    <div className={css.anySubject}>
      <div>
        <span className={css.label} aria-hidden="true">
          Documentation of
        </span>
        <Choices label="Documentation of" value={kind} onChange={onKind} choices={kinds} />
      </div>
      {kind === 'service' && (
        <div className={css.subject}>
          <ServiceSelect value={choice?.service ?? null} onChange={(service) => service && onChosen({ service })} />
        </div>
      )}
      {kind === 'key' && (
        <div className={css.subject}>
          <KeySelect value={choice?.key ?? null} onChange={(key) => key && onChosen({ key })} />
        </div>
      )}
    </div>
  );
}
