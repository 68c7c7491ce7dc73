// The settings of a service as a form has them.

export type SettingsValues = {
  name: string;
  shortName: string;
  enabled: boolean;
  authorisedUsersOnly: boolean;
  requiredCapability: string;
  downloadFiles: boolean;
  uploadFiles: boolean;
};

export const labels: { [K in keyof SettingsValues]: string } = {
  name: 'Name',
  shortName: 'Short name',
  enabled: 'The service is on',
  authorisedUsersOnly: 'Authorised users only',
  requiredCapability: 'Required capability',
  downloadFiles: 'Files may be downloaded',
  uploadFiles: 'Files may be uploaded',
};

export const settingNames = Object.keys(labels) as (keyof SettingsValues)[];

export function valuesOf(service: SettingsValues): SettingsValues {
  const { name, shortName, enabled, authorisedUsersOnly, requiredCapability, downloadFiles, uploadFiles } = service;
  return { name, shortName, enabled, authorisedUsersOnly, requiredCapability, downloadFiles, uploadFiles };
}

/** differences are the fields that changed: only they are sent, so that what somebody else changed beside them stays. */
export function differences(before: SettingsValues, after: SettingsValues): Partial<SettingsValues> {
  return Object.fromEntries(settingNames.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

/** sayValue is a setting in words. */
export function sayValue(value: string | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === '' ? 'none' : `“${value}”`;
}
