import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../../gql';
import type { OwnKeyFragment, OwnServiceChoiceFragment } from '../../gql/graphql';
import { change, type QueryState } from '../../graphql';
import { paths } from '../../paths';
import { DataTable, type Column } from '../../ui/DataTable';
import { confirm } from '../../ui/Dialogs';
import { ButtonLink, useGo } from '../../ui/Link';
import { Section } from '../../ui/Page';
import { KeyState } from '../../ui/Pill';
import { keepSecret } from '../../ui/secret';
import { EmptyState } from '../../ui/states';
import { RelativeTime, UntilShort } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';

// The form with its pickers is large, and most visits do not need it.
const NewOwnKey = lazy(() => import('./NewOwnKey'));

export const OwnKey = graphql(`
  fragment OwnKey on Token {
    id
    name
    shown
    validUntil
    lastUsedAt
    lastUsedFrom
    ...KeyStateParts
    service {
      id
      name
    }
  }
`);

export const OwnServiceChoice = graphql(`
  fragment OwnServiceChoice on OwnService {
    mayCreateKey
    reason
    service {
      id
      name
    }
  }
`);

const RotateOwnKey = graphql(`
  mutation RotateOwnKey($id: ID!, $hours: Int!) {
    rotateToken(id: $id, overlapHours: $hours) {
      ...CreatedKey
    }
  }
`);

const RevokeOwnKey = graphql(`
  mutation RevokeOwnKey($id: ID!) {
    revokeTokens(ids: [$id]) {
      id
      state
    }
  }
`);

const overlapHours = 24;
type Key = OwnKeyFragment;

const columns: Column<Key>[] = [
  { id: 'name', title: 'Name', cell: (row) => row.name },
  { id: 'key', title: 'Key', cell: (row) => <code className="nowrap">{row.shown}</code> },
  { id: 'service', title: 'Service', cell: (row) => row.service.name },
  { id: 'until', title: 'Valid until', cell: (row) => <UntilShort at={row.validUntil} /> },
  { id: 'used', title: 'Last used', cell: (row) => <RelativeTime at={row.lastUsedAt} /> },
  { id: 'state', title: 'State', cell: (row) => <KeyState state={row.state} />, phone: 'side' },
  { id: 'actions', title: '', align: 'end', cell: (row) => <KeyActions row={row} /> },
];

const idOf = (row: Key) => row.id;
const href = (row: Key) => paths.key(row.id);

interface OwnKeysProps {
  viewer: { id: string; administrator: boolean };
  keys: readonly Key[];
  services: readonly OwnServiceChoiceFragment[];
  query: QueryState<unknown>;
}

export function OwnKeys({ viewer, keys, services, query }: OwnKeysProps) {
  const [making, setMaking] = useState(false);
  const possible = services.some((each) => each.mayCreateKey);
  // Administrators make keys for anybody, themselves among them, on a page of its own.
  const create = viewer.administrator ? (
    <ButtonLink to={paths.keyNew({ user: viewer.id })} variant="filled" data-create>
      Create key
    </ButtonLink>
  ) : (
    <Button variant="filled" onClick={() => setMaking(true)} disabled={!possible} data-create>
      Create key
    </Button>
  );
  return (
    <Section title="Your security keys" lead="A security key (token) lets one application call the functions of one service in your name." actions={keys.length > 0 && create}>
      <DataTable
        label="Your security keys"
        columns={columns}
        rows={keys}
        rowId={idOf}
        href={href}
        query={query}
        empty={<EmptyState action={create}>{possible || viewer.administrator ? 'You have no key of your own yet.' : 'You have no key yet, and there is no service that you may make one for. Ask an administrator.'}</EmptyState>}
      />
      <Suspense>{making && <NewOwnKey onClose={() => setMaking(false)} services={services} />}</Suspense>
    </Section>
  );
}

function KeyActions({ row }: { row: Key }) {
  const { run } = useAction();
  const go = useGo();
  const rotate = async () => {
    const done = await confirm({
      title: `Rotate “${row.name}”?`,
      body: `A new key takes its place. The old one goes on working for ${overlapHours} hours, so that you can change it where it is used.`,
      action: 'Rotate key',
      run: async () => {
        const { rotateToken } = await change(RotateOwnKey, { id: row.id, hours: overlapHours });
        keepSecret(rotateToken);
        go(paths.keyCreated(rotateToken.token.id));
      },
    });
    return done;
  };
  const revoke = () =>
    confirm({
      title: `Revoke “${row.name}”?`,
      body: (
        <>
          Applications that use it fail at once. It {row.lastUsedAt ? 'was last used ' : 'was '}
          <RelativeTime at={row.lastUsedAt} none="never used" />
          {row.lastUsedAt && ` from ${row.lastUsedFrom}`}.
        </>
      ),
      action: 'Revoke key',
      tone: 'red',
      run: async () => {
        await change(RevokeOwnKey, { id: row.id });
        toast.say(`Revoked “${row.name}”.`);
      },
    });
  return (
    <span className="row tight nowrap">
      {row.state !== 'EXPIRED' && (
        <Button variant="subtle" onClick={() => run('rotate the key', rotate)} aria-label={`Rotate ${row.name}`}>
          Rotate
        </Button>
      )}
      <Button variant="subtle" color="red" onClick={() => run('revoke the key', revoke)} aria-label={`Revoke ${row.name}`}>
        Revoke
      </Button>
    </span>
  );
}
