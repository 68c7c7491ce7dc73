import type { ProtocolCardFragment } from '../../gql/graphql';
import { Card, CardRow } from '../../ui/Page';
import { Pill } from '../../ui/Pill';
import { NamedSwitch } from './SwitchRow';
import { switchProtocol } from './switches';

/** NotBuilt lists protocols that this program does not speak. One that is on, by a manifest, can still be switched off. */
export function NotBuilt({ protocols }: { protocols: readonly ProtocolCardFragment[] }) {
  if (protocols.length === 0) return null;
  return (
    <div>
      <p className="muted small">This program does not speak these yet, so they cannot be turned on.</p>
      <div className="above">
        <Card flush>
          {protocols.map((protocol) => (
            <CardRow
              key={protocol.name}
              title={
                <span className="row tight">
                  {protocol.title}
                  <Pill tone={protocol.on ? 'warn' : 'plain'}>not built yet</Pill>
                </span>
              }
              action={<NamedSwitch name={protocol.title} on={protocol.on} set={(on) => switchProtocol(protocol, on)} disabled={!protocol.on} />}
            >
              {protocol.on ? 'It is switched on, and nothing answers at its addresses.' : protocol.summary}
            </CardRow>
          ))}
        </Card>
      </div>
    </div>
  );
}
