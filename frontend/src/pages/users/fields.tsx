// What a form says about a user, the same for a new one and one that is there.
import { Select, Textarea, TextInput } from '@mantine/core';
import type { ServerForm } from '../../ui/form';
import css from './users.module.css';

export type UserValues = {
  username: string;
  firstName: string;
  lastName: string;
  email: string;
  auth: string;
  idNumber: string;
  institution: string;
  department: string;
  city: string;
  country: string;
  lang: string;
  timezone: string;
  description: string;
};

export const labels: { [K in keyof UserValues]: string } = {
  username: 'User name',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  auth: 'Signs in',
  idNumber: 'ID number',
  institution: 'Institution',
  department: 'Department',
  city: 'City',
  country: 'Country',
  lang: 'Language',
  timezone: 'Time zone',
  description: 'Description',
};

export const check: { [K in keyof UserValues]?: (value: UserValues[K]) => string | null } = {
  username: (value) => {
    if (!value.trim()) return 'Write the name that the user signs in with.';
    return /\s/.test(value.trim()) ? 'A user name has no spaces.' : null;
  },
  firstName: (value) => (value.trim() ? null : 'Write the first name.'),
  lastName: (value) => (value.trim() ? null : 'Write the last name.'),
  email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Write an e-mail address, like ana@example.org.'),
  country: (value) => (/^([a-z]{2})?$/i.test(value.trim()) ? null : 'Two letters, like DE, or nothing.'),
};

export const ways = [
  { value: 'manual', label: 'With a password' },
  { value: 'email', label: 'With a password, signed up by e-mail' },
  { value: 'webservice', label: 'Only where web services are called' },
  { value: 'nologin', label: 'Not at all: keys are refused too' },
];

/** MainFields are those that everybody has. */
export function MainFields<V extends UserValues>({ form: { fields } }: { form: ServerForm<V> }) {
  return (
    <>
      <TextInput label={labels.username} name="username" autoCapitalize="none" spellCheck={false} autoComplete="off" {...fields.getInputProps('username')} />
      <div className={css.pair}>
        <TextInput label={labels.firstName} name="firstName" autoComplete="off" {...fields.getInputProps('firstName')} />
        <TextInput label={labels.lastName} name="lastName" autoComplete="off" {...fields.getInputProps('lastName')} />
      </div>
      <TextInput label={labels.email} name="email" type="email" autoComplete="off" {...fields.getInputProps('email')} />
      <Select label={labels.auth} name="auth" data={ways} allowDeselect={false} {...fields.getInputProps('auth')} />
    </>
  );
}

const more = ['idNumber', 'institution', 'department', 'city', 'country', 'lang', 'timezone', 'description'] as const;

/** MoreFields are folded away until they are asked for, or hold an error. */
export function MoreFields<V extends UserValues>({ form: { fields } }: { form: ServerForm<V> }) {
  const wrong = more.some((name) => fields.errors[name]);
  return (
    <details className={css.more} open={wrong || undefined}>
      <summary>More about the person</summary>
      <div className="stack">
        <TextInput label={labels.idNumber} name="idNumber" description="What another system knows the user by." {...fields.getInputProps('idNumber')} />
        <TextInput label={labels.institution} name="institution" {...fields.getInputProps('institution')} />
        <TextInput label={labels.department} name="department" {...fields.getInputProps('department')} />
        <div className={css.pair}>
          <TextInput label={labels.city} name="city" {...fields.getInputProps('city')} />
          <TextInput label={labels.country} name="country" description="Two letters: DE." {...fields.getInputProps('country')} />
        </div>
        <div className={css.pair}>
          <TextInput label={labels.lang} name="lang" description="A code: en." {...fields.getInputProps('lang')} />
          <TextInput label={labels.timezone} name="timezone" description="Europe/Berlin, or 99 for the site's." {...fields.getInputProps('timezone')} />
        </div>
        <Textarea label={labels.description} name="description" autosize minRows={2} {...fields.getInputProps('description')} />
      </div>
    </details>
  );
}
