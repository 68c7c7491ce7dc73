import { Switch, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { graphql } from '../gql';
import { change, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { ChoiceCards } from '../ui/ChoiceCards';
import { Form, useServerForm, type ServerForm } from '../ui/form';
import { useGo } from '../ui/Link';
import { Card, Page } from '../ui/Page';
import { text, useSearch } from '../ui/search';
import { Loaded } from '../ui/states';
import { toast } from '../ui/toast';
import { quoted } from '../ui/words';
import { checkName, checkShortName } from './services/names';
import { TemplatePreview, type Known } from './services/TemplatePreview';
import { isFromTemplate, templateOf, templates } from './services/templates';

const ServiceNewPage = graphql(`
  query ServiceNewPage {
    functions(filter: { deprecated: false }) {
      ...TemplateFunction
    }
  }
`);

const CreateService = graphql(`
  mutation CreateService($input: ServiceInput!) {
    createService(input: $input) {
      id
    }
  }
`);

const schema = { template: text };

export default function ServiceNew() {
  const query = useServerQuery(ServiceNewPage, {});
  return (
    <Page title="Create service" lead="A service is the list of functions that an application may call." crumb={{ to: paths.services(), label: 'Services' }}>
      <Card narrow>
        <Loaded query={query} what="the functions" lines={8}>
          {({ functions }) => <NewService known={functions} />}
        </Loaded>
      </Card>
    </Page>
  );
}

const audiences = [
  { value: 'all', title: 'All users with the capabilities', about: 'Whoever holds what a function asks for may call it.' },
  { value: 'authorised', title: 'Authorised users only', about: 'You choose the users, each with addresses and a valid-until.' },
] as const;

function NewService({ known }: { known: readonly Known[] }) {
  const [search] = useSearch(schema);
  const begin = templateOf(search.template);
  const go = useGo();
  const made = useRef('');
  const form = useServerForm({
    initial: { template: begin.id, name: begin.name, shortName: begin.shortName, audience: 'all' as (typeof audiences)[number]['value'], enabled: true },
    labels: { name: 'Name', shortName: 'Short name' },
    check: { name: checkName, shortName: checkShortName },
    save: async (values) => {
      const functions = chosenOf(values.template, known).map((each) => each.name);
      const input = { name: values.name.trim(), shortName: values.shortName.trim(), enabled: values.enabled, authorisedUsersOnly: values.audience === 'authorised', functions };
      made.current = (await change(CreateService, { input })).createService.id;
      toast.say(`Created ${quoted(input.name)}.`);
    },
    done: () => go(paths.service(made.current)),
  });
  const { template } = form.fields.getValues();
  return (
    <Form form={form} action="Create service" cancel={paths.services()}>
      <ChoiceCards label="Begin with" value={template} onChange={(id) => pick(form, id)} choices={templates.map((each) => ({ value: each.id, title: each.title, about: each.about }))} />
      <TemplatePreview functions={chosenOf(template, known)} />
      <TextInput label="Name" name="name" description="What administrators know it by." autoFocus {...form.fields.getInputProps('name')} />
      <TextInput
        label="Short name"
        name="shortName"
        description="Applications that sign in at /login/token.php ask for the service by it. It can stay empty."
        autoCapitalize="none"
        spellCheck={false}
        {...form.fields.getInputProps('shortName')}
      />
      <ChoiceCards label="Who may use it" value={form.fields.getValues().audience} onChange={(value) => form.fields.setFieldValue('audience', value)} choices={audiences} />
      <Switch label="Switch it on at once" description="While a service is off, every call of its keys is refused." {...form.fields.getInputProps('enabled', { type: 'checkbox' })} />
    </Form>
  );
}

/** chosenOf are the functions of a template that this program has, in the template's order. */
function chosenOf(template: string, known: readonly Known[]): Known[] {
  return templateOf(template).functions.flatMap((name) => known.find((each) => each.name === name) ?? []);
}

type Names = { template: string; name: string; shortName: string };

/** pick takes a template, and its names too unless somebody wrote others. */
function pick<V extends Names>(form: ServerForm<V>, id: string) {
  const template = templateOf(id);
  const { name, shortName } = form.fields.getValues();
  form.fields.setValues({ template: id } as Partial<V>);
  if (isFromTemplate('name', name)) form.fields.setValues({ name: template.name } as Partial<V>);
  if (isFromTemplate('shortName', shortName)) form.fields.setValues({ shortName: template.shortName } as Partial<V>);
}
