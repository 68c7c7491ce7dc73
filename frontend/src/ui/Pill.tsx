// A state in words, with an icon and a colour that say the same.
import { IconAlertTriangle, IconBan, IconCheck, IconCircleMinus, IconClock, IconX } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { graphql } from '../gql';
import type { RequestResult, TokenState } from '../gql/graphql';
import css from './Pill.module.css';

type Tone = 'ok' | 'warn' | 'err' | 'accent' | 'plain';
type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;

export function Pill({ tone = 'plain', icon: Shape, children }: { tone?: Tone; icon?: Icon; children: ReactNode }) {
  return (
    <span className={css.pill} data-tone={tone}>
      {Shape && <Shape size={12} aria-hidden />}
      {children}
    </span>
  );
}

export const KeyStateParts = graphql(`
  fragment KeyStateParts on Token {
    state
  }
`);

const tokenStates: Record<TokenState, { tone: Tone; icon: Icon; words: string }> = {
  ACTIVE: { tone: 'ok', icon: IconCheck, words: 'active' },
  EXPIRING: { tone: 'warn', icon: IconClock, words: 'ends soon' },
  EXPIRED: { tone: 'err', icon: IconClock, words: 'expired' },
  REVOKED: { tone: 'plain', icon: IconBan, words: 'revoked' },
  BLOCKED: { tone: 'warn', icon: IconAlertTriangle, words: 'blocked' },
};

/** KeyState is the state of a security key. */
export function KeyState({ state }: { state: TokenState }) {
  const { tone, icon, words } = tokenStates[state];
  return (
    <Pill tone={tone} icon={icon}>
      {words}
    </Pill>
  );
}

export const ResultParts = graphql(`
  fragment ResultParts on Request {
    result
  }
`);

const results: Record<RequestResult, { tone: Tone; icon: Icon; words: string }> = {
  ANSWERED: { tone: 'ok', icon: IconCheck, words: 'answered' },
  REFUSED: { tone: 'err', icon: IconX, words: 'refused' },
  FAILED: { tone: 'warn', icon: IconAlertTriangle, words: 'failed' },
};

/** ResultBadge is how a call ended. */
export function ResultBadge({ result }: { result: RequestResult }) {
  const { tone, icon, words } = results[result];
  return (
    <Pill tone={tone} icon={icon}>
      {words}
    </Pill>
  );
}

/** OnOff is the state of something that is switched. */
export function OnOff({ on, words: [yes, no] = ['on', 'off'] }: { on: boolean; words?: [string, string] }) {
  return (
    <Pill tone={on ? 'ok' : 'plain'} icon={on ? IconCheck : IconCircleMinus}>
      {on ? yes : no}
    </Pill>
  );
}
