import { Select } from '@mantine/core';
import { Fragment, useState } from 'react';
import { graphql } from '../../gql';
import type { DocsLanguageFragment } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { Choices } from '../../ui/Choices';
import { Code } from '../../ui/Code';
import { Section } from '../../ui/Page';
import { text, useSearch } from '../../ui/search';
import { LoadError, SkeletonLines } from '../../ui/states';
import css from './docs.module.css';
import type { Face } from './DocsPage';
import { PasteKey } from './PasteKey';
import { usePasted, withKey } from './pasted';

export const DocsLanguage = graphql(`
  fragment DocsLanguage on SampleLanguage {
    name
    title
    file
    run
    key
    quoted
  }
`);

const DocsSamples = graphql(`
  query DocsSamples($token: ID, $service: ID, $name: String!, $face: String!) {
    documentation(token: $token, service: $service) {
      function(name: $name) {
        samples(face: $face) {
          language
          code
        }
      }
    }
  }
`);

interface SamplesProps {
  name: string;
  variables: { token?: string; service?: string };
  faces: readonly Face[];
  face: Face;
  setFace: (name: string) => void;
  languages: readonly DocsLanguageFragment[];
}

const remembered = 'gatehouse.language';

/** useLanguage is the one in the address, else the last that was chosen in this browser, else the first. */
function useLanguage(languages: readonly DocsLanguageFragment[]) {
  const [search, set] = useSearch({ language: text });
  const [last, keep] = useState(() => localStorage.getItem(remembered));
  const named = (name: string | null | undefined) => languages.find((each) => each.name === name);
  const choose = (name: string) => {
    localStorage.setItem(remembered, name);
    keep(name);
    set({ language: name }, { replace: true });
  };
  return [named(search.language) ?? named(last) ?? languages[0], choose] as const;
}

/** Samples is a whole program that calls the function, in one language over one protocol. */
export function Samples({ name, variables, faces, face, setFace, languages }: SamplesProps) {
  const [language, choose] = useLanguage(languages);
  const query = useServerQuery(DocsSamples, { ...variables, name, face: face.name });
  const secret = usePasted();
  const sample = query.data?.documentation.function?.samples.find((each) => each.language === language?.name);
  return (
    <Section title="Sample" actions={<FaceSelect faces={faces} value={face.name} onChange={setFace} />}>
      {language && <Choices plain label="Language" value={language.name} onChange={choose} choices={languages.map((each) => ({ value: each.name, label: each.title }))} />}
      <div className={css.sample}>
        {query.problem && <LoadError what="the sample" problem={query.problem} retry={query.refetch} />}
        {sample && language && <Code label={`Sample in ${language.title}`}>{withKey(sample.code, language, secret).trimEnd()}</Code>}
        {!sample && query.data && !query.refreshing && <p className="muted">There is no sample in {language?.title} over {face.title}.</p>}
        {query.loading && <SkeletonLines lines={6} />}
      </div>
      {sample && language && <Run language={language} pasted={secret !== ''} />}
      <PasteKey />
    </Section>
  );
}

export function FaceSelect({ faces, value, onChange }: { faces: readonly Face[]; value: string; onChange: (name: string) => void }) {
  return <Select className={css.face} aria-label="Protocol" data={faces.map((each) => ({ value: each.name, label: each.title }))} value={value} onChange={(name) => name && onChange(name)} />;
}

function Run({ language: { file, run }, pasted }: { language: DocsLanguageFragment; pasted: boolean }) {
  return (
    <p className="muted small above">
      Save it as <code>{file}</code>, then{' '}
      {run.split('\n').map((line, index) => (
        <Fragment key={line}>
          {index > 0 && ' and '}
          <code className="break">{line}</code>
        </Fragment>
      ))}
      {!pasted && (
        <>
          {' '}
          with the key in <code>WS_TOKEN</code>
        </>
      )}
      .
    </p>
  );
}
