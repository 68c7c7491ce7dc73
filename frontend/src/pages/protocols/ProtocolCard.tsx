import { graphql } from '../../gql';
import type { ProtocolCardFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Card } from '../../ui/Page';
import { exactly } from '../../ui/words';
import css from './ProtocolCard.module.css';
import { NamedSwitch } from './SwitchRow';
import { switchProtocol } from './switches';

export const ProtocolCardParts = graphql(`
  fragment ProtocolCard on Protocol {
    name
    title
    summary
    on
    calls
    tokenCount
    tokens {
      id
      name
    }
    addresses {
      label
      url
      formats
    }
  }
`);

type Protocol = ProtocolCardFragment;

/** ProtocolCard is one protocol: its switch, where it answers, and who uses it. */
export function ProtocolCard({ protocol }: { protocol: Protocol }) {
  const { name, title, summary, on } = protocol;
  return (
    <Card>
      <section aria-label={title}>
        <div className={css.head}>
          <div>
            <h3>{title}</h3>
            <p className="muted small">{summary}</p>
          </div>
          <NamedSwitch name={title} on={on} set={(next) => switchProtocol(protocol, next)} />
        </div>
        <Addresses of={protocol} />
        <p className="muted small above">
          <Link to={paths.requests({ protocol: name })}>{exactly(protocol.calls, 'call')}</Link> in the last 30 days <UsedBy of={protocol} />
        </p>
      </section>
    </Card>
  );
}

function Addresses({ of: { addresses } }: { of: Protocol }) {
  return (
    <ul className={css.addresses}>
      {addresses.map((address) => (
        <li key={address.url}>
          <span className="muted small">{address.label}</span>
          <span className={css.url}>
            <code className="break">{address.url}</code>
            <CopyButton value={address.url} label={`Copy the address ${address.url}`} />
          </span>
          <span className="muted small">{address.formats}</span>
        </li>
      ))}
    </ul>
  );
}

const shown = 5;

function UsedBy({ of: { tokens, tokenCount } }: { of: Protocol }) {
  if (tokenCount === 0) return null;
  return (
    <span className="break">
      with{' '}
      {tokens.slice(0, shown).map((token, index) => (
        <span key={token.id}>
          {index > 0 && ', '}
          <Link to={paths.key(token.id)}><bdi>{token.name}</bdi></Link>
        </span>
      ))}
      {tokenCount > shown && ` and ${tokenCount - shown} more`}
    </span>
  );
}
