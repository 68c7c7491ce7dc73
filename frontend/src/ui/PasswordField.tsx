import { PasswordInput, type PasswordInputProps } from '@mantine/core';

const shortest = 12;

/** checkPassword is what can be known before the server is asked. There is no rule about kinds of characters. */
export function checkPassword(password: string): string | null {
  const length = [...password].length;
  return length >= shortest ? null : `The password has ${length} ${length === 1 ? 'character' : 'characters'}. It needs at least ${shortest}.`;
}

/** PasswordField is the field for any password. The library shows its error, and we say it to those who do not see it. */
export function PasswordField(props: PasswordInputProps) {
  return <PasswordInput visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }} aria-invalid={props.error ? true : undefined} {...props} />;
}

/** NewPassword is the field for a password that is chosen here. Pasting and password managers are welcome. */
export function NewPassword(props: PasswordInputProps) {
  return (
    <PasswordField
      label="Password"
      description={`At least ${shortest} characters. A few words in a row are good.`}
      autoComplete="new-password"
      {...props}
    />
  );
}
