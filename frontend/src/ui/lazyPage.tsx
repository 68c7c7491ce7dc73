import { use, type ReactNode } from 'react';
import { connection } from '../connection';

type Load<Props> = () => Promise<{ default: (props: Props) => ReactNode }>;

/**
 * lazyPage is a page whose file is fetched when it is first needed. A fetch that fails is tried anew the next time: the connection
 * may be back. (The router's own would load the whole app again instead, and lose what is on the screen.)
 */
export function lazyPage<Props extends object>(load: Load<Props>) {
  let file: Awaited<ReturnType<Load<Props>>> | undefined;
  let fetching: ReturnType<Load<Props>> | undefined;
  const preload = async (): Promise<void> => {
    fetching ??= load();
    try {
      file = await fetching;
    } catch (thrown) {
      fetching = undefined;
      void connection.retry();
      throw thrown;
    }
  };
  const Page = (props: Props) => {
    const { default: Content } = file ?? use((fetching ??= load()));
    return <Content {...props} />;
  };
  return Object.assign(Page, { preload });
}
