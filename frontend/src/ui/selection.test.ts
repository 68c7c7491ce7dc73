import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useSelection } from './selection';

const start = (shown: string[]) => renderHook(({ ids }) => useSelection(ids), { initialProps: { ids: shown } });

it('forgets a row that is no longer shown', () => {
  const { result, rerender } = start(['a', 'b']);
  act(() => result.current.toggle('a'));
  rerender({ ids: ['b', 'c'] });
  expect(result.current.ids).toEqual([]);
});

it('takes all between the last row and this one, in either direction', () => {
  const { result } = start(['a', 'b', 'c', 'd']);
  act(() => result.current.toggle('d'));
  act(() => result.current.toggle('b', true));
  expect(result.current.ids).toEqual(['b', 'c', 'd']);
});

it('all, and none', () => {
  const { result } = start(['a', 'b']);
  act(() => result.current.toggleAll());
  expect(result.current.all).toBe(true);
  act(() => result.current.toggleAll());
  expect(result.current.ids).toEqual([]);
});

it('of nothing is not all', () => expect(start([]).result.current.all).toBe(false));
