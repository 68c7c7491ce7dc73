import { Button } from '@mantine/core';
import { connection } from '../connection';
import css from './Crash.module.css';
import { NotLoaded } from './lazyPage';

/** Crash stands in for a page that failed by itself: it could not be fetched, or it has a defect. */
export function Crash({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);
  const notLoaded = error instanceof NotLoaded;
  const again = async () => {
    await connection.retry();
    if (connection.get().online) location.reload();
  };
  return (
    <div className={css.crash} role="alert">
      <h1>{notLoaded ? 'Could not load this page' : 'This page failed'}</h1>
      <p className="muted">
        {notLoaded ? 'The server cannot be reached, or it was updated while the app was open: then loading the app again helps.' : `${message}. Nothing was changed on the server.`}
      </p>
      <Button variant="filled" onClick={() => void again()}>
        Load again
      </Button>
    </div>
  );
}
