import { Button } from '@mantine/core';
import css from './Crash.module.css';

/** Crash stands in for a page that failed by itself: a defect of ours, or a part of the app that a new version has replaced. */
export function Crash({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);
  const replaced = /import|fetch|load/i.test(message) && /module|chunk/i.test(message);
  return (
    <div className={css.crash} role="alert">
      <h1>{replaced ? 'There is a new version' : 'This page failed'}</h1>
      <p className="muted">{replaced ? 'The server was updated while this page was open. Loading it again gets the new version.' : `${message}. Nothing was changed on the server.`}</p>
      <Button variant="filled" onClick={() => location.reload()}>
        Load the page again
      </Button>
    </div>
  );
}
