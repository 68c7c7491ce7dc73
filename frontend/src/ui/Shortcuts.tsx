import { Modal } from '@mantine/core';
import css from './Shortcuts.module.css';

export const shortcuts: [string, string][] = [
  ['Ctrl K', 'Search pages, services, keys, functions and users'],
  ['/', 'Go to the filter of a list'],
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Choose the row'],
  ['c', 'Create, on a list'],
  ['g h', 'Go to Home'],
  ['g r', 'Go to Requests'],
  ['g s', 'Go to Services'],
  ['g k', 'Go to Security keys'],
  ['g u', 'Go to Users'],
  ['g d', 'Go to Docs'],
  ['Ctrl Enter', 'Send the form'],
  ['Ctrl Z', 'Undo the last change'],
  ['Esc', 'Close'],
  ['?', 'This list'],
];

export function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <dl className={css.list}>
        {shortcuts.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              {keys.split('  ').map((each) => (
                <kbd key={each} className={css.key}>
                  {each}
                </kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">Keys of a single letter can be switched off in your account.</p>
    </Modal>
  );
}
