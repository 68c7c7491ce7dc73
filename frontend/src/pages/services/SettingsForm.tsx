import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { ServiceSettingsFragment } from '../../gql/graphql';
import { change, fetchOnce } from '../../graphql';
import { asProblem } from '../../problem';
import { ConflictNote } from '../../ui/ConflictNote';
import { Form, useFollow, useServerForm } from '../../ui/form';
import { CapabilitySelect } from '../../ui/pickers';
import { toast } from '../../ui/toast';
import { quoted } from '../../ui/words';
import { Impact } from './Impact';
import { checkName, checkShortName } from './names';
import { differences, labels, valuesOf, type SettingsValues } from './settings';
import { TheirChange } from './TheirChange';

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

/** SettingsForm follows the service while nothing is typed. What was typed stays, and meets the change of somebody else when it is saved. */
export function SettingsForm({ service }: { service: Service }) {
  // The service as it was when the form began.
  const [base, setBase] = useState(service);
  const [theirs, setTheirs] = useState<Service | null>(null);
  const [shown, show] = useState(false);
  const form = useServerForm<SettingsValues>({
    initial: valuesOf(base),
    labels,
    check: { name: checkName, shortName: checkShortName },
    save: async (values) => {
      try {
        // Only what changed is sent: the names of a built-in service may not even be said.
        const { updateService: saved } = await change(UpdateService, { id: base.id, version: theirs?.version ?? base.version, input: differences(valuesOf(base), values) });
        toast.say(`Saved ${quoted(saved.name)}.`);
        setBase(saved);
        setTheirs(null);
      } catch (thrown) {
        if (asProblem(thrown).code === 'CONFLICT') setTheirs((await fetchOnce(ServiceNow, { id: base.id })).service);
        throw thrown;
      }
    },
  });
  const { fields } = form;
  const values = fields.getValues();
  const begin = (from: Service) => {
    setBase(from);
    setTheirs(null);
    form.reset(valuesOf(from));
  };
  useFollow(form, service.version, () => begin(service));
  return (
    <Form
      form={form}
      action="Save service"
      footer={<Impact base={base} values={values} />}
      onProblem={(problem) =>
        problem.code === 'CONFLICT' &&
        theirs && (
          <div className="stack tight">
            <ConflictNote what="service" at={theirs.updatedAt} seeTheirs={() => show(true)} saveMine={() => form.submit()} />
            {shown && <TheirChange before={valuesOf(base)} theirs={valuesOf(theirs)} mine={values} take={() => begin(theirs)} />}
          </div>
        )
      }
    >
      <TextInput label="Name" name="name" disabled={base.builtIn} description={base.builtIn ? 'The names of a built-in service are fixed.' : 'What administrators know it by.'} {...fields.getInputProps('name')} />
      <TextInput
        label="Short name"
        name="shortName"
        disabled={base.builtIn}
        description="Applications that sign in at /login/token.php ask for the service by it. It can stay empty."
        autoCapitalize="none"
        spellCheck={false}
        {...fields.getInputProps('shortName')}
      />
      <Switch name="enabled" label="The service is on" description="While it is off, every call of its keys is refused." {...fields.getInputProps('enabled', { type: 'checkbox' })} />
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
    </Form>
  );
}
