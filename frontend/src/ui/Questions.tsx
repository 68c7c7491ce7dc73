// What the session asks over the page. There is one Questions in each frame that somebody signed in may see.
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../graphql';

// Fetched with the first question.
const SessionDialogs = lazy(() => import('./SessionDialogs'));

export function Questions() {
  const { question } = useSession();
  const [needed, need] = useState(false);
  if (question && !needed) need(true);
  return <Suspense>{needed && <SessionDialogs />}</Suspense>;
}
