import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { connection } from '../connection';
import css from './OfflineBar.module.css';
import { useSite } from './site';
import { clock } from './time';

/** OfflineBar says that the server does not answer, and from when what is shown is. */
export function OfflineBar() {
  const { online, answeredAt } = useSyncExternalStore(connection.subscribe, connection.get);
  const { timezone } = useSite();
  return (
    <div role="status" className={css.place}>
      {!online && (
        <div className={css.bar}>
          <IconPlugConnectedX size={16} aria-hidden="true" />
          <span>No connection. What you see is from {clock(answeredAt, timezone)}.</span>
          <Button onClick={() => void connection.retry()}>Try again</Button>
        </div>
      )}
    </div>
  );
}
