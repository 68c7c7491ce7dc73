import { TextInput, type TextInputProps } from '@mantine/core';

/** CodeField takes a code of an authenticator app, or a recovery code, which has letters: so no keyboard of digits only. */
export function CodeField(props: TextInputProps) {
  return (
    <TextInput
      label="Code"
      description="Six digits from your authenticator app, or a recovery code."
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      {...props}
    />
  );
}

export const checkCode = (code: string) => (code.trim() ? null : 'Write the code that your app shows now, or a recovery code.');
