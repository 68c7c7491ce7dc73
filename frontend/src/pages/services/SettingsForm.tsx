import { Switch, TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { ServiceSettingsFragment } from '../../gql/graphql';
import { change, fetchOnce } from '../../graphql';
import { Form } from '../../ui/form';
import { LimitFields } from '../../ui/LimitFields';
import { checkLimits } from '../../ui/limits';
import { CapabilitySelect } from '../../ui/pickers';
import { useVersionedForm } from '../../ui/versioned';
import { quoted } from '../../ui/words';
import { Impact } from './Impact';
import { checkName, checkShortName } from './names';
import { inputOf, labels, valuesOf, type SettingsValues } from './settings';

export const ServiceSettingsParts = graphql(`
  fragment ServiceSettings on Service {
    id
    name
    shortName
    enabled
    authorisedUsersOnly
    authorisedUserCount
    requiredCapability
    downloadFiles
    uploadFiles
    callsPerMinute
    burst
    callsPerDay
    builtIn
    tokenCount
    updatedAt
    version
  }
`);

const UpdateService = graphql(`
  mutation UpdateService($id: ID!, $version: String, $input: ServiceInput!) {
    updateService(id: $id, version: $version, input: $input) {
      ...ServiceSettings
    }
  }
`);

const ServiceNow = graphql(`
  query ServiceNow($id: ID!) {
    service(id: $id) {
      ...ServiceSettings
    }
  }
`);

type Service = ServiceSettingsFragment;

const aboutMobile =
  'Once it is on, everybody who signs in with user name and password in a mobile app gets a key for it. Web services and REST must be on as well, and people need a role with webservice/rest:use. While it is off, every call of its keys is refused; what was switched on besides stays on.';

export function SettingsForm({ service }: { service: Service }) {
  const { form, onProblem } = useVersionedForm<Service, SettingsValues>({
    what: 'service',
    row: service,
    valuesOf,
    labels,
    check: { name: checkName, shortName: checkShortName, ...checkLimits },
    // Only what changed is sent: the names of a built-in service may not even be said.
    send: async (input, version) => (await change(UpdateService, { id: service.id, version, input: inputOf(input) })).updateService,
    now: async () => (await fetchOnce(ServiceNow, { id: service.id })).service,
    said: (saved) => `Saved ${quoted(saved.name)}.`,
  });
  const { fields } = form;
  const { builtIn } = service;
  return (
    <Form form={form} action="Save service" footer={<Impact base={service} values={fields.getValues()} />} onProblem={onProblem}>
      <TextInput label="Name" name="name" disabled={builtIn} description={builtIn ? 'The names of a built-in service are fixed.' : 'What administrators know it by.'} {...fields.getInputProps('name')} />
      <TextInput
        label="Short name"
        name="shortName"
        disabled={builtIn}
        description="Applications that sign in at /login/token.php ask for the service by it. It can stay empty."
        autoCapitalize="none"
        spellCheck={false}
        {...fields.getInputProps('shortName')}
      />
      <Switch name="enabled" label="The service is on" description={service.shortName === 'moodle_mobile_app' ? aboutMobile : 'While it is off, every call of its keys is refused.'} {...fields.getInputProps('enabled', { type: 'checkbox' })} />
      <Switch name="authorisedUsersOnly" label="Authorised users only" description="Only users on the list of the service may use it. Otherwise all users with the capabilities may." {...fields.getInputProps('authorisedUsersOnly', { type: 'checkbox' })} />
      <CapabilitySelect
        label="Required capability"
        name="requiredCapability"
        placeholder="None"
        description="Every user of the service needs it, whatever the function asks for. It can stay empty."
        {...fields.getInputProps('requiredCapability')}
        onChange={(name) => fields.setFieldValue('requiredCapability', name ?? '')}
      />
      <Switch name="downloadFiles" label="Files may be downloaded" description="Keys of the service open files at /webservice/pluginfile.php." {...fields.getInputProps('downloadFiles', { type: 'checkbox' })} />
      <Switch name="uploadFiles" label="Files may be uploaded" description="Keys of the service take files at /webservice/upload.php." {...fields.getInputProps('uploadFiles', { type: 'checkbox' })} />
      <LimitFields input={(name) => fields.getInputProps(name)} about="Of all its keys together. What comes faster is refused, with the time to wait." />
    </Form>
  );
}
