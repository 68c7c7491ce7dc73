import { fireEvent, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { letterKeys, useLetterKeys } from './keys';

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) => fireEvent.keyDown(on, { key, ...more });

function listen() {
  const actions = { j: vi.fn(() => {}), h: vi.fn(() => {}), 'g h': vi.fn(() => {}) };
  renderHook(() => useLetterKeys(actions));
  return actions;
}

afterEach(() => {
  letterKeys.set(true);
  document.body.replaceChildren();
});

it('does nothing while somebody types', () => {
  const { j } = listen();
  const field = document.body.appendChild(document.createElement('input'));
  press('j', {}, field);
  expect(j).not.toHaveBeenCalled();
});

it('does nothing with Ctrl, behind a dialog, or when switched off', () => {
  const { j } = listen();
  press('j', { ctrlKey: true });
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  press('j');
  dialog.remove();
  letterKeys.set(false);
  press('j');
  expect(j).not.toHaveBeenCalled();
});

it('is remembered when it is switched off', () => {
  letterKeys.set(false);
  expect(localStorage.getItem('gatehouse.letterKeys')).toBe('off');
});

it('takes two letters one after the other for themselves', () => {
  const actions = listen();
  press('g');
  press('h');
  expect(actions['g h']).toHaveBeenCalledTimes(1);
  expect(actions.h).not.toHaveBeenCalled();
  press('h');
  expect(actions.h).toHaveBeenCalledTimes(1);
});

it('forgets the first letter after a second', () => {
  const clock = vi.spyOn(Date, 'now');
  const actions = listen();
  clock.mockReturnValue(1_000_000);
  press('g');
  clock.mockReturnValue(1_002_000);
  press('h');
  expect(actions['g h']).not.toHaveBeenCalled();
  clock.mockRestore();
});
