// The names of services, as the server takes them.
const longestName = 200;
const longestShortName = 255;
const shortNameForm = /^[A-Za-z0-9_-]*$/;

export function checkName(name: string): string | null {
  if (!name.trim()) return 'Write a name. People know the service by it.';
  const length = [...name.trim()].length;
  return length > longestName ? `The name has ${length} characters. It can have ${longestName}.` : null;
}

export function checkShortName(shortName: string): string | null {
  if (shortName.length > longestShortName) return `The short name has ${shortName.length} characters. It can have ${longestShortName}.`;
  return shortNameForm.test(shortName) ? null : 'A short name has letters from a to z, digits, “_” and “-”, and no spaces.';
}
