import { Note } from '../../ui/Page';
import { counted } from '../../ui/words';
import type { LimitTexts } from '../../ui/limits';
import type { SettingsValues } from './settings';

// Limits are not among them: what a service is called with can change from day to day.
type Weighed = Omit<SettingsValues, keyof LimitTexts>;

interface ImpactProps {
  base: Weighed & { tokenCount: number; authorisedUserCount: number };
  values: Weighed;
}

/** Impact says what saving will do to those who use the service now. */
export function Impact({ base, values }: ImpactProps) {
  const lines = impactOf(base, values);
  if (lines.length === 0) return null;
  return (
    <div role="status">
      <Note tone="warn">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Note>
    </div>
  );
}

/** impactOf lists the consequences of a change of settings, worst first. */
export function impactOf(base: ImpactProps['base'], values: Weighed): string[] {
  const lines: string[] = [];
  const { tokenCount: keys, authorisedUserCount: users } = base;
  if (base.enabled && !values.enabled) lines.push(keys > 0 ? `${counted(keys, 'key')} ${keys === 1 ? 'stops' : 'stop'} working at once.` : 'Nobody calls it with a key now.');
  if (!base.authorisedUsersOnly && values.authorisedUsersOnly) {
    lines.push(users > 0 ? `Only the ${counted(users, 'authorised user')} may use it. Keys of others are refused.` : 'Nobody is authorised yet: every call is refused until you add users.');
  }
  if (base.authorisedUsersOnly && !values.authorisedUsersOnly) lines.push('All users with the capabilities may use it. The list of authorised users is kept, and has no effect.');
  if (values.requiredCapability && values.requiredCapability !== base.requiredCapability) lines.push(`Calls of users who lack ${values.requiredCapability} are refused.`);
  if (base.shortName && values.shortName !== base.shortName) lines.push(`Applications that ask for “${base.shortName}” at /login/token.php get no key any more.`);
  if (base.downloadFiles && !values.downloadFiles) lines.push('Applications can download no files any more.');
  if (base.uploadFiles && !values.uploadFiles) lines.push('Applications can upload no files any more.');
  return lines;
}
