import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSite } from '../../ui/site';
import { fromWallClock, wallClock } from '../../ui/time';

/** MomentField picks now, or a moment by the site's clock. An empty value is now. */
export function MomentField({ value, set }: { value: string; set: (moment: string) => void }) {
  const { timezone } = useSite();
  const [opened, setOpened] = useState(false);
  const chosen = Boolean(value) || opened;
  const pick = (which: string | null) => {
    setOpened(which === 'then');
    if (which === 'now') set('');
    else if (!value) set(new Date().toISOString());
  };
  return (
    <div className="stack tight">
      <Select
        label="When"
        data={[
          { value: 'now', label: 'Now' },
          { value: 'then', label: 'A day and time' },
        ]}
        value={chosen ? 'then' : 'now'}
        onChange={pick}
        allowDeselect={false}
      />
      {chosen && <Clock key={value + timezone} value={value} zone={timezone} set={set} />}
    </div>
  );
}

/** Clock is asked about when the field is left. It shows minutes, and leaves the exact moment as it is until somebody picks another. */
function Clock({ value, zone, set }: { value: string; zone: string; set: (moment: string) => void }) {
  const shown = value && wallClock(value, zone).slice(0, 'yyyy-mm-ddThh:mm'.length);
  const [typed, setTyped] = useState(shown);
  const send = () => {
    const moment = typed !== shown && fromWallClock(typed, zone);
    if (moment) set(moment);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput type="datetime-local" aria-label="Day and time" description={zone} inputWrapperOrder={['label', 'input', 'description', 'error']} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={send} />
    </form>
  );
}
