import { use, type ReactNode } from 'react';
import { connection } from '../connection';

type Load<Props> = () => Promise<{ default: (props: Props) => ReactNode }>;

/** NotLoaded says that a file of the app could not be fetched: its script, or its styles. Each browser has words of its own for it. */
export class NotLoaded extends Error {}

/**
 * lazyPage is a page whose file is fetched when it is first needed. A fetch that fails is tried anew the next time: the connection
 * may be back. (The router's own would load the whole app again instead, and lose what is on the screen.)
 */
export function lazyPage<Props extends object>(load: Load<Props>) {
  let file: Awaited<ReturnType<Load<Props>>> | undefined;
  let fetching: ReturnType<Load<Props>> | undefined;
  const fetched = () =>
    (fetching ??= load().catch((cause: unknown) => {
      fetching = undefined;
      void connection.retry();
      throw new NotLoaded('A file of the app could not be fetched', { cause });
    }));
  const preload = async (): Promise<void> => {
    file = await fetched();
  };
  const Page = (props: Props) => {
    const { default: Content } = file ?? use(fetched());
    return <Content {...props} />;
  };
  return Object.assign(Page, { preload });
}
