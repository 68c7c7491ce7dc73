import { Button } from '@mantine/core';
import { connection } from '../connection';
import css from './Crash.module.css';

/** A part of the app that could not be fetched; browsers say it each in their own way. */
const isFetch = (message: string) => /import|fetch|load/i.test(message) && /module/i.test(message);

/** Crash stands in for a page that failed by itself: it could not be fetched, or it has a defect. */
export function Crash({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);
  const again = async () => {
    await connection.retry();
    if (connection.get().online) location.reload();
  };
  return (
    <div className={css.crash} role="alert">
      <h1>{isFetch(message) ? 'Could not load this page' : 'This page failed'}</h1>
      <p className="muted">
        {isFetch(message) ? 'The server cannot be reached, or it was updated while the app was open: then loading the app again helps.' : `${message}. Nothing was changed on the server.`}
      </p>
      <Button variant="filled" onClick={() => void again()}>
        Load again
      </Button>
    </div>
  );
}
