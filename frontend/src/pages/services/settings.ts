// The settings of a service as a form has them.
import type { ServiceInput, ServiceSettingsFragment } from '../../gql/graphql';
import { limitLabels, textsOf, type LimitTexts } from '../../ui/limits';

export type SettingsValues = {
  name: string;
  shortName: string;
  enabled: boolean;
  authorisedUsersOnly: boolean;
  requiredCapability: string;
  downloadFiles: boolean;
  uploadFiles: boolean;
} & LimitTexts;

export const labels: { [K in keyof SettingsValues]: string } = {
  name: 'Name',
  shortName: 'Short name',
  enabled: 'The service is on',
  authorisedUsersOnly: 'Authorised users only',
  requiredCapability: 'Required capability',
  downloadFiles: 'Files may be downloaded',
  uploadFiles: 'Files may be uploaded',
  ...limitLabels,
};

export function valuesOf(service: ServiceSettingsFragment): SettingsValues {
  const { name, shortName, enabled, authorisedUsersOnly, requiredCapability, downloadFiles, uploadFiles } = service;
  return { name, shortName, enabled, authorisedUsersOnly, requiredCapability, downloadFiles, uploadFiles, ...textsOf(service) };
}

/** inputOf is what is sent of the fields that changed. */
export function inputOf({ callsPerMinute, burst, callsPerDay, ...rest }: Partial<SettingsValues>): ServiceInput {
  const number = (text?: string) => (text === undefined ? undefined : Number(text));
  return { ...rest, callsPerMinute: number(callsPerMinute), burst: number(burst), callsPerDay: number(callsPerDay) };
}
