import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { HomeKeyFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { Link } from '../../ui/Link';
import { CardRow } from '../../ui/Page';
import { useSite } from '../../ui/site';
import { RelativeTime, ValidUntil } from '../../ui/Time';
import { until } from '../../ui/time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { dayFor } from '../../ui/validUntil';

export const HomeKey = graphql(`
  fragment HomeKey on Token {
    id
    name
    validUntil
    lastUsedAt
    user {
      fullName
    }
    service {
      name
    }
  }
`);

const ExtendKey = graphql(`
  mutation ExtendKey($id: ID!, $validUntil: String!) {
    extendTokens(ids: [$id], validUntil: $validUntil) {
      id
      validUntil
    }
  }
`);

export function ExpiringKeys({ keys }: { keys: readonly HomeKeyFragment[] }) {
  const { timezone } = useSite();
  const { run } = useAction();
  const extend = (key: HomeKeyFragment) =>
    run(`extend “${key.name}”`, async () => {
      const { extendTokens } = await change(ExtendKey, { id: key.id, validUntil: dayFor('6m', timezone) });
      toast.undo(`Extended “${key.name}” ${until(extendTokens[0]?.validUntil ?? null, timezone)}.`, () => change(ExtendKey, { id: key.id, validUntil: key.validUntil ?? 'never' }));
    });
  return keys.map((key) => (
    <CardRow
      key={key.id}
      title={<Link to={paths.key(key.id)}>{key.name}</Link>}
      action={
        <Button onClick={() => extend(key)} aria-label={`Extend ${key.name} by 6 months`}>
          Extend by 6 months
        </Button>
      }
    >
      {key.user.fullName} in {key.service.name}, <ValidUntil at={key.validUntil} />. Last used <RelativeTime at={key.lastUsedAt} none="never" />.
    </CardRow>
  ));
}
