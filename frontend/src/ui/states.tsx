// What a page shows when it has nothing to show: nothing yet, nothing there, an error, no permission.
import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { QueryState } from '../graphql';
import type { Problem } from '../problem';
import { paths } from '../paths';
import { CopyButton } from './CopyButton';
import { ButtonLink } from './Link';
import { Page } from './Page';
import css from './states.module.css';

/** EmptyState says in one sentence what is missing here, and offers one action. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** LoadError says what could not be loaded ("keys"), why, and how to go on. */
export function LoadError({ what, problem, retry }: { what: string; problem: Problem; retry: () => void }) {
  return (
    <div className={css.error} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <div>
        <p>
          Could not load {what}. {problem.message}
        </p>
        {problem.requestId && (
          <p className={css.requestId}>
            Request <code>{problem.requestId}</code> <CopyButton value={problem.requestId} label="Copy the request id" />
          </p>
        )}
      </div>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}

export function NoPermission({ need = 'to be a site administrator' }: { need?: string }) {
  return (
    <Page title="Not for this account" lead={`You need ${need} to see this page. Ask an administrator.`}>
      <ButtonLink to={paths.account()}>Open your account</ButtonLink>
    </Page>
  );
}

export function NotThere({ what, back }: { what: string; back: { to: string; label: string } }) {
  return (
    <Page title={`No such ${what}`} lead={`This ${what} does not exist, or it was deleted.`}>
      <ButtonLink to={back.to}>{back.label}</ButtonLink>
    </Page>
  );
}

/** useLate is true once something has lasted long enough to be worth showing: a flash of grey is worse than nothing. */
export function useLate(active: boolean, afterMs = 150): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [active, afterMs]);
  return active && late;
}

export function SkeletonLines({ lines = 5, height = 16 }: { lines?: number; height?: number }) {
  const late = useLate(true);
  return (
    <div aria-busy="true" className={css.lines}>
      <span className="visually-hidden" role="status">
        Loading
      </span>
      {late && Array.from({ length: lines }, (_, index) => <Skeleton key={index} height={height} width={`${90 - ((index * 17) % 40)}%`} />)}
    </div>
  );
}

/** Loaded shows its children once there is data; before that a skeleton, or the error. Old data stays below an error. */
export function Loaded<Data>({ query, what, children, lines }: { query: QueryState<Data>; what: string; children: (data: Data) => ReactNode; lines?: number }) {
  const { data, problem, refetch } = query;
  return (
    <>
      {problem && <LoadError what={what} problem={problem} retry={refetch} />}
      {data !== undefined && children(data)}
      {data === undefined && !problem && <SkeletonLines lines={lines} />}
    </>
  );
}
