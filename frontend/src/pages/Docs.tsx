import { Button, Switch } from '@mantine/core';
import { graphql } from '../gql';
import type { DocsHomeQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { FilterBar } from '../ui/FilterBar';
import { Section } from '../ui/Page';
import { oneOf, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { DocsPage } from './docs/DocsPage';
import { FunctionGroup } from './docs/FunctionGroup';
import { countWords, found, grouped } from './docs/list';
import { StartHere } from './docs/StartHere';
import { useSubject, type Choice, type Subject } from './docs/subject';

const DocsHome = graphql(`
  query DocsHome($token: ID, $service: ID) {
    documentation(token: $token, service: $service) {
      ...DocsFrame
      functions {
        ...DocsEntry
      }
    }
  }
`);

type Documentation = DocsHomeQuery['documentation'];

const schema = { q: text, refused: oneOf('yes') };

export default function Docs() {
  const subject = useSubject();
  const query = useServerQuery(DocsHome, subject.variables, { pause: subject.pause });
  return (
    <DocsPage title="Documentation" lead="What a security key (token) may call, what each function takes and answers, and how to call it from your language." subject={subject} query={query}>
      {(documentation, choice) => (
        <>
          <StartHere subject={subject} choice={choice} faces={documentation.faces} functions={documentation.functions} />
          <Functions of={documentation} subject={subject} choice={choice} />
        </>
      )}
    </DocsPage>
  );
}

function Functions({ of: { functions }, subject, choice }: { of: Documentation; subject: Subject; choice: Choice }) {
  const [search, set] = useSearch(schema);
  const refused = functions.filter((each) => !each.allowed).length;
  const listed = functions.filter((each) => each.allowed || search.refused === 'yes').filter((each) => found(each, search.q ?? ''));
  const who = !choice.key ? 'nobody' : subject.foreign ? 'key' : 'you';
  return (
    <Section title="Functions" lead={countWords(functions, who)}>
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a function', placeholder: 'Name, words, capability or parameter' }}>
        {refused > 0 && (
          <Switch
            label={subject.foreign ? 'Show what it may not call' : 'Show what I may not call'}
            checked={search.refused === 'yes'}
            onChange={(event) => set({ refused: event.currentTarget.checked ? 'yes' : undefined }, { replace: true })}
          />
        )}
      </FilterBar>
      {grouped(listed).map(([component, entries]) => (
        <FunctionGroup key={component} component={component} entries={entries} choice={choice} administrator={subject.administrator} />
      ))}
      {listed.length === 0 && <Nothing searched={Boolean(search.q)} refused={refused} clear={() => set({ q: undefined })} />}
    </Section>
  );
}

function Nothing({ searched, refused, clear }: { searched: boolean; refused: number; clear: () => void }) {
  if (searched) return <EmptyState action={<Button onClick={clear}>Clear search</Button>}>No function matches.</EmptyState>;
  return <EmptyState>{refused > 0 ? 'Nothing of it may be called. Show what may not be called to see why.' : 'There is no function here yet. An administrator puts functions into the service.'}</EmptyState>;
}
