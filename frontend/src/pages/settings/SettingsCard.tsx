import type { ReactNode } from 'react';
import { graphql } from '../../gql';
import type { SettingsInput } from '../../gql/graphql';
import { change } from '../../graphql';
import { Form, useFollow, useServerForm, type ServerForm, type Values } from '../../ui/form';
import { Card, Section } from '../../ui/Page';
import { toast } from '../../ui/toast';

const SaveSettings = graphql(`
  mutation SaveSettings($input: SettingsInput!) {
    updateSettings(input: $input) {
      siteName
    }
  }
`);

interface SettingsCardProps<V extends Values> {
  /** "General" */
  title: string;
  /** Its title where it stands in a sentence: "general" of "Save general settings". */
  word?: string;
  lead?: ReactNode;
  /** What the server has, as the fields have it. */
  values: V;
  labels: { [K in keyof V]?: string };
  check?: { [K in keyof V]?: (value: V[K], values: V) => string | null };
  /** What is sent of the fields. */
  input: (values: V) => SettingsInput;
  children: (fields: ServerForm<V>['fields']) => ReactNode;
}

/** SettingsCard is one group of settings with a save of its own, so that nothing is saved that was not looked at. */
export function SettingsCard<V extends Values>({ title, word, lead, values, labels, check, input, children }: SettingsCardProps<V>) {
  const what = word ?? title.toLowerCase();
  const form = useServerForm<V>({
    initial: values,
    labels,
    check,
    save: async (typed) => {
      await change(SaveSettings, { input: changedOf(input(values), input(typed)) });
      toast.say(`Saved the ${what} settings.`);
    },
  });
  useFollow(form, JSON.stringify(values), () => form.reset(values));
  return (
    <Section title={title} lead={lead}>
      <Card narrow>
        <Form form={form} action={`Save ${what} settings`}>
          {children(form.fields)}
        </Form>
      </Card>
    </Section>
  );
}

/** changedOf leaves what stands already: another administrator's change of it stays. */
export function changedOf(before: SettingsInput, after: SettingsInput): SettingsInput {
  const names = Object.keys(after) as (keyof SettingsInput)[];
  return Object.fromEntries(names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => [name, after[name]]));
}
