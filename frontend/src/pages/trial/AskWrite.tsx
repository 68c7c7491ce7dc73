import { Button, Modal } from '@mantine/core';
import { isolated, quoted } from '../../ui/words';

interface AskWriteProps {
  functionName: string;
  keyName: string;
  /** The body was written by hand. */
  byHand: boolean;
  opened: boolean;
  onClose: () => void;
  run: () => void;
  check: () => void;
}

/** AskWrite asks before what changes data, or may, is run from here for the first time. */
export function AskWrite({ functionName, keyName, byHand, opened, onClose, run, check }: AskWriteProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Run it for real?">
      <div className="stack">
        <p className="break">
          {byHand ? 'What you wrote may call any function of the key, and change data.' : <><code>{isolated(functionName)}</code> changes data.</>} It runs for real, as the key {quoted(keyName)}.
        </p>
        <div className="row tight">
          <Button variant="filled" onClick={run}>
            Run it
          </Button>
          <Button onClick={check} data-autofocus>
            Check only instead
          </Button>
        </div>
      </div>
    </Modal>
  );
}

const place = (name: string) => `gatehouse.try.agreed.${name}`;

/** agreed says whether running a function was agreed to in this tab. */
export const agreed = (name: string) => sessionStorage.getItem(place(name)) !== null;
export const agree = (name: string) => sessionStorage.setItem(place(name), '1');
