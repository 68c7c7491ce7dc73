import { PasswordInput, type PasswordInputProps } from '@mantine/core';

const shortest = 12;

/** checkPassword is what can be known before the server is asked. There is no rule about kinds of characters. */
export function checkPassword(password: string): string | null {
  const length = [...password].length;
  return length >= shortest ? null : `The password has ${length} ${length === 1 ? 'character' : 'characters'}. It needs at least ${shortest}.`;
}

/** NewPassword is the field for a password that is chosen here. Pasting and password managers are welcome. */
export function NewPassword(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Password"
      description={`At least ${shortest} characters. A few words in a row are good.`}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
      {...props}
    />
  );
}
