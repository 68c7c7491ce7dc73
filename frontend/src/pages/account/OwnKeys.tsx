import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../../gql';
import type { OwnKeyFragment, OwnServiceChoiceFragment } from '../../gql/graphql';
import { change, type QueryState } from '../../graphql';
import { paths } from '../../paths';
import { DataTable, type Column } from '../../ui/DataTable';
import { confirm } from '../../ui/Dialogs';
import { ButtonLink, Link } from '../../ui/Link';
import { isLimited, sayLimit } from '../../ui/limits';
import { Page } from '../../ui/Page';
import { KeyState } from '../../ui/Pill';
import { useSite } from '../../ui/site';
import { EmptyState } from '../../ui/states';
import { RelativeTime, UntilShort } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { RotateKey, useReset } from '../keys/RotateKey';

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
    limit {
      callsPerMinute
      burst
      callsPerDay
    }
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

const RevokeOwnKey = graphql(`
  mutation RevokeOwnKey($id: ID!) {
    revokeTokens(ids: [$id]) {
      id
      state
    }
  }
`);

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

const limitColumn: Column<Key> = { id: 'limit', title: 'Limit', cell: (row) => sayLimit(row.limit) };

/** columnsFor tells limits where there are any. */
const columnsFor = (keys: readonly Key[] = []) => (keys.some((each) => isLimited(each.limit)) ? columns.toSpliced(4, 0, limitColumn) : columns);

const idOf = (row: Key) => row.id;
const href = (row: Key) => paths.key(row.id);

interface OwnKeysProps {
  viewer: { id: string; administrator: boolean } | null | undefined;
  keys: readonly Key[] | undefined;
  services: readonly OwnServiceChoiceFragment[];
  query: QueryState<unknown>;
}

/** OwnKeys are the keys of whoever is signed in, with all that can be done with them. */
export function OwnKeys({ viewer, keys, services, query }: OwnKeysProps) {
  const [making, setMaking] = useState(false);
  const possible = services.some((each) => each.mayCreateKey);
  // Administrators make keys for anybody, themselves among them, on a page of its own.
  const create = viewer?.administrator ? (
    <ButtonLink to={paths.keyNew({ user: viewer.id })} variant="filled" data-create>
      Create key
    </ButtonLink>
  ) : (
    <Button variant="filled" onClick={() => setMaking(true)} disabled={!possible} data-create>
      Create key
    </Button>
  );
  return (
    <Page title="My keys" lead="A security key (token) lets one application call the functions of one service in your name." wide actions={(keys?.length ?? 0) > 0 && create}>
      <DataTable
        label="Your security keys"
        columns={columnsFor(keys)}
        rows={keys}
        rowId={idOf}
        href={href}
        query={query}
        empty={<EmptyState action={create}>{possible || viewer?.administrator ? 'You have no key of your own yet.' : 'You have no key yet, and there is no service that you may make one for. Ask an administrator.'}</EmptyState>}
      />
      <Suspense>{making && <NewOwnKey onClose={() => setMaking(false)} services={services} />}</Suspense>
    </Page>
  );
}

function KeyActions({ row }: { row: Key }) {
  const { run } = useAction();
  const { documentationOn } = useSite();
  const [rotating, rotate] = useState(false);
  const reset = useReset();
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
    <span className="row tight end">
      {documentationOn && (
        <Link to={paths.docs({ key: row.id })} aria-label={`Documentation of ${row.name}`}>
          Documentation
        </Link>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Change ${row.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {row.state !== 'EXPIRED' && <Menu.Item onClick={() => rotate(true)}>Rotate key</Menu.Item>}
          <Menu.Item onClick={() => void run('reset the key', () => reset(row))}>Reset key</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => void run('revoke the key', revoke)}>
            Revoke key
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RotateKey token={row} opened={rotating} onClose={() => rotate(false)} />
    </span>
  );
}
