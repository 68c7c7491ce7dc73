// Limits on calls: as the server has them, as fields have them, and in words.
import { exactly } from './words';

/** How many calls may be made; 0 is no limit, and as burst all of a minute. */
export interface Limit {
  callsPerMinute: number;
  burst: number;
  callsPerDay: number;
}

/** A limit as text fields have it: empty is none. */
export type LimitTexts = { [K in keyof Limit]: string };

export const limitLabels: LimitTexts = { callsPerMinute: 'Calls per minute', burst: 'Of them at once', callsPerDay: 'Calls per day' };

const most = 1_000_000_000;

/** checkLimit is for what may stay empty. */
export function checkLimit(text: string): string | null {
  const typed = text.trim();
  return typed === '' || (/^\d+$/.test(typed) && Number(typed) <= most) ? null : `Write a whole number up to ${most.toLocaleString('en')}, or nothing.`;
}

export const checkLimits: { [K in keyof Limit]: typeof checkLimit } = { callsPerMinute: checkLimit, burst: checkLimit, callsPerDay: checkLimit };

/** textOf is a number as its field has it. */
export const textOf = (limit: number) => (limit === 0 ? '' : String(limit));

export const textsOf = ({ callsPerMinute, burst, callsPerDay }: Limit): LimitTexts => ({ callsPerMinute: textOf(callsPerMinute), burst: textOf(burst), callsPerDay: textOf(callsPerDay) });

export const numbersOf = ({ callsPerMinute, burst, callsPerDay }: LimitTexts): Limit => ({ callsPerMinute: Number(callsPerMinute), burst: Number(burst), callsPerDay: Number(callsPerDay) });

// A key may leave a limit to the settings, which is 0 to the server, or have none whatever they say, which is -1.
const keyText = (limit: number) => (limit < 0 ? '0' : textOf(limit));
const keyNumber = (text: string) => (text.trim() === '' ? 0 : Number(text) || -1);

/** Those of a key: empty is as the settings say, 0 is no limit. */
export const keyTextsOf = (limit: Limit): LimitTexts => ({ callsPerMinute: keyText(limit.callsPerMinute), burst: textOf(limit.burst), callsPerDay: keyText(limit.callsPerDay) });

export const keyNumbersOf = (texts: LimitTexts): Limit => ({ callsPerMinute: keyNumber(texts.callsPerMinute), burst: Number(texts.burst), callsPerDay: keyNumber(texts.callsPerDay) });

export const isLimited = ({ callsPerMinute, callsPerDay }: Limit) => callsPerMinute > 0 || callsPerDay > 0;

/** sayLimit is a limit in words: "60 calls per minute, 10 at once; 5,000 calls per day". */
export function sayLimit(limit: Limit): string {
  const { callsPerMinute, burst, callsPerDay } = limit;
  const parts: string[] = [];
  if (callsPerMinute > 0) parts.push(`${exactly(callsPerMinute, 'call')} per minute${burst > 0 ? `, ${burst.toLocaleString('en')} at once` : ''}`);
  if (callsPerDay > 0) parts.push(`${exactly(callsPerDay, 'call')} per day`);
  return parts.join('; ') || 'Not limited';
}
