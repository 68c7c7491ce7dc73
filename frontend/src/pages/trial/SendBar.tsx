import { Button } from '@mantine/core';
import type { ClientProps } from './Client';
import css from './panel.module.css';
import type { ClientState } from './useClient';

type SendBarProps = Pick<ClientProps, 'hindrance' | 'token'> & { client: ClientState };

/** SendBar sends the call, or only asks whether it would be let through. */
export function SendBar({ client, hindrance, token }: SendBarProps) {
  const { busy } = client.trial;
  const idle = !token || client.unreadable || (busy !== null);
  return (
    <div className={css.bar}>
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
