// Ending keys for good, wherever it is asked for.
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { confirm } from '../../ui/Dialogs';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { quoted } from '../../ui/words';

const RevokeKeys = graphql(`
  mutation RevokeKeys($ids: [ID!]!) {
    revokeTokens(ids: $ids) {
      id
      state
    }
  }
`);

interface Revocable {
  id: string;
  name: string;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
}

const shownNames = 8;

/** revokeKeys asks first, and says which applications will fail. True when the keys are revoked. */
export function revokeKeys(keys: readonly Revocable[]): Promise<boolean> {
  const [only] = keys;
  const one = keys.length === 1 && only;
  return confirm({
    title: one ? `Revoke ${quoted(one.name)}?` : `Revoke ${keys.length} keys?`,
    body: one ? (
      <p>
        Applications that use it fail at once. <LastUse of={one} />
      </p>
    ) : (
      <>
        <p>Applications that use them fail at once.</p>
        <ul>
          {keys.slice(0, shownNames).map((key) => (
            <li key={key.id} className="break">
              <b><bdi>{key.name}</bdi></b>, last used <RelativeTime at={key.lastUsedAt} />
            </li>
          ))}
          {keys.length > shownNames && <li>and {keys.length - shownNames} more</li>}
        </ul>
      </>
    ),
    action: one ? 'Revoke key' : `Revoke ${keys.length} keys`,
    tone: 'red',
    run: async () => {
      await change(RevokeKeys, { ids: keys.map((key) => key.id) });
      toast.say(one ? `Revoked ${quoted(one.name)}.` : `Revoked ${keys.length} keys.`);
    },
  });
}

function LastUse({ of: { lastUsedAt, lastUsedFrom } }: { of: Revocable }) {
  if (!lastUsedAt) return <>It was never used.</>;
  return (
    <>
      It was last used <RelativeTime at={lastUsedAt} />
      {lastUsedFrom && <> from {lastUsedFrom}</>}.
    </>
  );
}
