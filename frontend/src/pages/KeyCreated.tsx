import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { graphql } from '../gql';
import type { KeyCreatedPageQuery } from '../gql/graphql';
import { useServerQuery, useSession } from '../graphql';
import { paths } from '../paths';
import { checkRefused } from '../ui/checks';
import { Code } from '../ui/Code';
import { CopyTextButton } from '../ui/CopyButton';
import { confirm } from '../ui/Dialogs';
import { ButtonLink, Link, useGo } from '../ui/Link';
import { Card, Note, Page } from '../ui/Page';
import { Pill } from '../ui/Pill';
import { forgetSecret, secretOf } from '../ui/secret';
import { useSite } from '../ui/site';
import { Loaded, NotThere } from '../ui/states';
import { Choices } from '../ui/Choices';
import { ValidUntil } from '../ui/Time';
import css from './KeyCreated.module.css';

const KeyCreatedPage = graphql(`
  query KeyCreatedPage($id: ID!) {
    token(id: $id) {
      id
      name
      shown
      validUntil
      service {
        name
      }
      lastCall {
        id
        result
        check
        code
        durationMs
      }
    }
  }
`);

// Apart from the rest, because only administrators may ask whose a key is.
const KeyCreatedOwner = graphql(`
  query KeyCreatedOwner($id: ID!) {
    token(id: $id) {
      user {
        fullName
      }
    }
  }
`);

type Token = NonNullable<KeyCreatedPageQuery['token']>;

const pollMs = 1500;

export default function KeyCreated({ id }: { id: string }) {
  const administrator = useSession().viewer?.administrator ?? false;
  const query = useServerQuery(KeyCreatedPage, { id }, { pollMs });
  const owner = useServerQuery(KeyCreatedOwner, { id }, { pause: !administrator }).data?.token?.user.fullName;
  if (query.data && !query.data.token) return <NotThere what="key" back={{ to: paths.home(), label: 'Go to Home' }} />;
  const token = query.data?.token;
  return (
    <Page
      title="Key created"
      lead={
        token && (
          <>
            {owner ? (
              <>
                For <b>{owner}</b> in service{' '}
              </>
            ) : (
              <>For service </>
            )}
            <b>{token.service.name}</b>, <ValidUntil at={token.validUntil} />.
          </>
        )
      }
    >
      <Card narrow>
        <Loaded query={query} what="the key" lines={8}>
          {() => token && <Created token={token} administrator={administrator} />}
        </Loaded>
      </Card>
    </Page>
  );
}

/** Onward are the ways from here. Leaving without having copied the key is asked about. */
function Onward({ id, stored }: { id: string; stored: () => void }) {
  const { documentationOn } = useSite();
  const go = useGo();
  return (
    <div className="row tight">
      <Button
        onClick={() => {
          stored();
          go(paths.key(id));
        }}
      >
        I have stored it
      </Button>
      {documentationOn && <ButtonLink to={paths.docs({ key: id })}>Open its documentation</ButtonLink>}
    </div>
  );
}

function Created({ token, administrator }: { token: Token; administrator: boolean }) {
  const [made] = useState(() => secretOf(token.id));
  const [copied, setCopied] = useState(false);
  const stored = useLeaveQuestion(made !== null && !copied);
  if (!made) {
    return (
      <div className="stack">
        <Note tone="warn">The key was shown once and cannot be shown again. If it got lost, rotate it.</Note>
        <div className="row">
          <ButtonLink to={paths.key(token.id)} variant="filled">
            Open key
          </ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <div>
        <h2 className={css.label}>Security key</h2>
        <div className={css.secret}>
          <code>{made.secret}</code>
          <CopyTextButton value={made.secret} variant="filled" onCopied={() => setCopied(true)}>
            Copy
          </CopyTextButton>
        </div>
        <Note tone="warn">Copy it now. It is stored as a hash and cannot be shown again. If it gets lost, rotate it.</Note>
      </div>
      <TryIt command={made.command} secret={made.secret} onCopied={() => setCopied(true)} />
      <FirstCall token={token} administrator={administrator} />
      <Onward id={token.id} stored={stored} />
    </div>
  );
}

/** onLines breaks a command before its options, as a shell takes it too. */
export function onLines(command: string): string {
  return command.replaceAll(/ (?=-[a-zA-Z] |https?:)/g, ' \\\n  ');
}

function TryIt({ command, secret, onCopied }: { command: string; secret: string; onCopied: () => void }) {
  const { publicURL } = useSite();
  const [form, setForm] = useState<'curl' | 'env'>('curl');
  const text = form === 'curl' ? onLines(command) : `GATEHOUSE_URL=${publicURL}\nGATEHOUSE_TOKEN=${secret}`;
  return (
    <div>
      <div className={css.tryHead}>
        <h2>Try it</h2>
        <Choices label="Form" value={form} onChange={setForm} choices={[{ value: 'curl', label: 'curl' }, { value: 'env', label: '.env' }]} />
      </div>
      <Code label={form === 'curl' ? 'Command' : 'Environment file'} onCopied={onCopied} copyLabel={form === 'curl' ? 'Copy command' : 'Copy as .env'}>
        {text}
      </Code>
    </div>
  );
}

/** FirstCall waits for a call with this key and shows how it ended. */
function FirstCall({ token, administrator }: { token: Token; administrator: boolean }) {
  const call = token.lastCall;
  const arrived = call?.result === 'ANSWERED';
  return (
    <p className={css.wait} role="status">
      {!arrived && <span className={css.pulse} aria-hidden="true" />}
      {!call && <span className="muted">Waiting for the first call with this key…</span>}
      {call && arrived && <Pill tone="ok">First call arrived: answered in {call.durationMs.toFixed(0)} ms</Pill>}
      {call && !arrived && <Pill tone="err">A call arrived: {call.check ? `refused, ${checkRefused(call.check)}` : `failed, ${call.code}`}</Pill>}
      {call && administrator && <Link to={paths.request(call.id)}>See the request</Link>}
    </p>
  );
}

/** useLeaveQuestion asks before the only sight of a key is lost. What it returns says that it is stored. */
function useLeaveQuestion(active: boolean) {
  const stored = useRef(false);
  useEffect(() => forgetSecret, []);
  useBlocker({
    disabled: !active,
    enableBeforeUnload: () => active && !stored.current,
    shouldBlockFn: async () => {
      if (stored.current) return false;
      return !(await confirm({ title: 'You have not copied the key', body: 'It is shown on this page only, once. Leave anyway?', action: 'Leave page', tone: 'red' }));
    },
  });
  return () => {
    stored.current = true;
  };
}
