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

export function valuesOf(service: SettingsValues): SettingsValues {
  const { name, shortName, enabled, authorisedUsersOnly, requiredCapability, downloadFiles, uploadFiles } = service;
  return { name, shortName, enabled, authorisedUsersOnly, requiredCapability, downloadFiles, uploadFiles };
}
