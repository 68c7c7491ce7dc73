// Links inside the app. The addresses come from paths.ts.
import { Button, type ButtonProps } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';

type Anchor = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>;

/** useGo goes to an address of the app. */
export function useGo() {
  const router = useRouter();
  return (href: string, options: { replace?: boolean } = {}) =>
    options.replace ? router.history.replace(href) : router.history.push(href);
}

/** useLinkProps makes an anchor one of the app: a plain click stays in the page, and what it leads to is fetched beforehand. */
function useLinkProps(href: string, onClick?: (event: MouseEvent<HTMLAnchorElement>) => void) {
  const router = useRouter();
  const go = useGo();
  const prepare = () => void router.preloadRoute({ to: href.split('?')[0] as string }).catch(() => undefined);
  return {
    href,
    onMouseEnter: prepare,
    onFocus: prepare,
    onClick(event: MouseEvent<HTMLAnchorElement>) {
      onClick?.(event);
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(href);
    },
  };
}

export function Link({ to, onClick, children, ...rest }: Anchor & { to: string; children: ReactNode }) {
  return (
    <a {...rest} {...useLinkProps(to, onClick)}>
      {children}
    </a>
  );
}

/** ButtonLink looks like a button and is a link: it leads somewhere and changes nothing. */
export function ButtonLink({ to, children, ...rest }: ButtonProps & { to: string; children: ReactNode; 'data-create'?: boolean; 'aria-label'?: string }) {
  return (
    <Button component="a" {...rest} {...useLinkProps(to)}>
      {children}
    </Button>
  );
}
