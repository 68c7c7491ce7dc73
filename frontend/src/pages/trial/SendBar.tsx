import { Button } from '@mantine/core';
import { Note } from '../../ui/Page';
import type { ClientProps } from './Client';
import css from './panel.module.css';
import type { ClientState } from './useClient';

type SendBarProps = Pick<ClientProps, 'hindrance' | 'token' | 'face'> & { client: ClientState };

/** SendBar sends the call, or only asks whether it would be let through. What stands in the way is said above it. */
export function SendBar({ client, hindrance, token, face }: SendBarProps) {
  const { busy } = client.trial;
  const unusable = face.allowed ? null : (face.reason ?? `This key may not use ${face.title}.`);
  const why = hindrance ?? unusable;
  const idle = !token || client.unreadable || (busy !== null);
  return (
    <div className={css.bar}>
      {why && (
        <div className={css.why}>
          <Note tone={token ? 'warn' : 'info'}>{why}</Note>
        </div>
      )}
      <Button variant="filled" onClick={client.send} disabled={Boolean(hindrance) || (idle && busy !== 'send')} loading={busy === 'send'}>
        Send
      </Button>
      <Button onClick={client.check} disabled={idle && busy !== 'check'} loading={busy === 'check'}>
        Check only
      </Button>
      <span className="muted small">
        {!hindrance && <kbd>Ctrl Enter</kbd>}
        {!hindrance && token && ' · '}
        {token && (
          <>
            key <bdi>{token.name}</bdi> <code className="caption">{token.shown}</code>
          </>
        )}
      </span>
    </div>
  );
}
