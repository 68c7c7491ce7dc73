import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { graphql } from '../gql';
import type { DocsFilesQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { Code } from '../ui/Code';
import { download } from '../ui/export';
import { Card, Section } from '../ui/Page';
import { useSite } from '../ui/site';
import { EmptyState } from '../ui/states';
import { useAction } from '../ui/useAction';
import css from './docs/docs.module.css';
import { DocsPage } from './docs/DocsPage';
import { environment, fetchLine, sizeWords, uses } from './docs/files';
import { guideTo } from './docs/guides';
import { usePasted } from './docs/pasted';
import { useSubject, type Subject } from './docs/subject';

const DocsFiles = graphql(`
  query DocsFiles($token: ID, $service: ID) {
    documentation(token: $token, service: $service) {
      ...DocsFrame
      files {
        name
        title
        mediaType
        protocol
        url
        size
      }
    }
  }
`);

// Apart from the list, because together they may be megabytes.
const DocsFileTexts = graphql(`
  query DocsFileTexts($token: ID, $service: ID) {
    documentation(token: $token, service: $service) {
      files {
        name
        text
      }
    }
  }
`);

type File = DocsFilesQuery['documentation']['files'][number];

export default function DocsDownload() {
  const subject = useSubject();
  const query = useServerQuery(DocsFiles, subject.variables, { pause: subject.pause });
  return (
    <DocsPage title="Downloads" lead="Descriptions and clients as files. Each holds what may be called, and nothing else." crumb={{ to: paths.docs(subject.choice ?? {}), label: 'Documentation' }} subject={subject} query={query}>
      {({ files }) => (
        <>
          <Section title="Files" lead={files.length > 0 && 'Download them here without a key, or fetch them with one: then they are always what the key may call at that moment.'}>
            <Card flush>
              {files.map((each) => (
                <FileRow key={each.name} of={each} variables={subject.variables} />
              ))}
              {files.length === 0 && <EmptyState>There is nothing to download: nothing of it may be called.</EmptyState>}
            </Card>
          </Section>
          <Environment subject={subject} />
        </>
      )}
    </DocsPage>
  );
}

function FileRow({ of, variables }: { of: File; variables: Subject['variables'] }) {
  const { busy, run } = useAction();
  const save = () =>
    run(`download ${of.name}`, async () => {
      const { documentation } = await fetchOnce(DocsFileTexts, variables);
      const file = documentation.files.find((each) => each.name === of.name);
      if (!file) throw new Error('It is no longer there: the key may not call over this protocol now.');
      download(of.name, of.mediaType, file.text);
    });
  return (
    <div className={css.file}>
      <div>
        <div className={css.fileTitle}>
          <b>{of.title}</b>{' '}
          <span className="muted small">
            <code>{of.name}</code> · {guideTo(of.protocol)?.title ?? of.protocol} · {sizeWords(of.size)}
          </span>
        </div>
        {uses[of.name] && <p className="muted small">{uses[of.name]}</p>}
      </div>
      <Button leftSection={<IconDownload size={16} aria-hidden="true" />} loading={busy} onClick={save} aria-label={`Download ${of.name}`}>
        Download
      </Button>
      <div className={css.fetch}>
        <Code label={`Command that fetches ${of.name}`} copyLabel="Copy">
          {fetchLine(of.url)}
        </Code>
      </div>
    </div>
  );
}

/** Environment is where the samples look for the key. */
function Environment({ subject: { choice } }: { subject: Subject }) {
  const { publicURL } = useSite();
  const secret = usePasted();
  const text = environment(publicURL, secret);
  return (
    <Section title="Environment" lead="The samples and commands read the key from WS_TOKEN. Keep this file out of version control.">
      <Code label="Environment file" copyLabel="Copy as .env" copied={text}>
        {environment(publicURL, secret ? '•'.repeat(12) : '')}
      </Code>
      <div className="row tight above">
        <Button leftSection={<IconDownload size={16} aria-hidden="true" />} onClick={() => download('.env', 'text/plain', text)} disabled={choice === null}>
          Download .env
        </Button>
      </div>
    </Section>
  );
}
