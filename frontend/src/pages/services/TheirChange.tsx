import { Button } from '@mantine/core';
import { Card } from '../../ui/Page';
import { labels, sayValue, settingNames, type SettingsValues } from './settings';
import css from './TheirChange.module.css';

interface TheirChangeProps {
  before: SettingsValues;
  theirs: SettingsValues;
  mine: SettingsValues;
  /** Gives up what was typed. */
  take: () => void;
}

/** TheirChange puts what somebody else saved beside what was typed here. */
export function TheirChange({ before, theirs, mine, take }: TheirChangeProps) {
  const changed = settingNames.filter((name) => before[name] !== theirs[name] || theirs[name] !== mine[name]);
  return (
    <Card flush>
      <table className={css.table} aria-label="Their change and yours">
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Theirs</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((name) => (
            <tr key={name}>
              <th scope="row">{labels[name]}</th>
              <td data-new={before[name] !== theirs[name] || undefined}>{sayValue(theirs[name])}</td>
              <td data-new={before[name] !== mine[name] || undefined}>{sayValue(mine[name])}</td>
            </tr>
          ))}
          {changed.length === 0 && (
            <tr>
              <td colSpan={3}>The settings are the same. Something else of the service changed: its functions, or its users.</td>
            </tr>
          )}
        </tbody>
      </table>
      <div className={css.buttons}>
        <Button onClick={take}>Take theirs</Button>
      </div>
    </Card>
  );
}
