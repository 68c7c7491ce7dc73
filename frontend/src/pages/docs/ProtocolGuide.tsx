import { Fragment } from 'react';
import { Card, CardRow, Section } from '../../ui/Page';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Markdown } from '../../ui/Markdown';
import { paths } from '../../paths';
import { useSite } from '../../ui/site';
import css from './docs.module.css';
import type { Guide } from './guides';
import type { Choice } from './subject';

// What is the same over every protocol.
const aboutAgain =
  'A call that changes something may have a key of your choice, 1 to 255 visible characters of ASCII: a UUID for example. When its answer is lost, send the same call with the same key: it changes nothing again and is answered as it was, with `Idempotency-Replayed: true`, for a day. While the first is still running, the second waits for it. The same key with another function or other arguments is refused as `idempotencykeyreused`. A call that failed is not kept: try it again with its key. Functions that only read take no notice of keys.';
const aboutLimits = 'A key, its service and the address may be limited; by default nothing is. A call that is refused for it has changed nothing. Wait as long as the answer says, and send it again.';

/** ProtocolGuide is what a client must know of one protocol. */
export function ProtocolGuide({ of, choice }: { of: Guide; choice: Choice }) {
  return (
    <>
      <Addresses of={of} />
      <div className={css.guide}>
        <Part title="The key" text={of.key} />
        <Part title="The call" text={of.call} />
        <Part title="The answer" text={of.result} />
        <Part title="When there is nothing to answer" text={of.nothing} />
      </div>
      <Section title="Errors">
        <div className={css.measure}>
          <Markdown>{of.errors}</Markdown>
        </div>
        <Codes codes={of.codes} label={of.codes[0]?.[0].startsWith('-') ? 'Number' : 'Status'} />
      </Section>
      <div className={css.guide}>
        <Part title="Making a call again" text={`${of.again}\n\n${aboutAgain}`} />
        <Part title="Limits on calls" text={`${of.limits}\n\n${aboutLimits}`} />
      </div>
      <Section title="What has cost people time">
        <div className={css.measure}>
          <Markdown>{of.quirks.map((each) => `- ${each}`).join('\n')}</Markdown>
        </div>
      </Section>
      <Descriptions of={of} choice={choice} />
    </>
  );
}

function Addresses({ of: { addresses } }: { of: Guide }) {
  const { publicURL } = useSite();
  return (
    <Section title={addresses.length > 1 ? 'Addresses' : 'Address'}>
      <Card flush>
        {addresses.map(({ label, path, note }) => (
          <CardRow
            key={path}
            title={
              <span className={css.address}>
                <code className="break">
                  {publicURL}
                  {path}
                </code>{' '}
                <CopyButton value={publicURL + path} label={`Copy the address ${path}`} />
              </span>
            }
          >
            {addresses.length > 1 && `${label}: `}
            {note}
          </CardRow>
        ))}
      </Card>
    </Section>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <Markdown>{text}</Markdown>
    </section>
  );
}

/** Codes is a table of what statuses or numbers mean. */
export function Codes({ codes, label }: { codes: Guide['codes']; label: string }) {
  return (
    <div className={css.codes}>
      <Card flush>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {codes.map(([code, meaning]) => (
              <tr key={code}>
                <td className="numbers">{code}</td>
                <td>
                  <Markdown>{meaning}</Markdown>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </div>
  );
}

function Descriptions({ of: { descriptions }, choice }: { of: Guide; choice: Choice }) {
  return (
    <Section title="Descriptions">
      <p>
        {descriptions.map(([name, what], index) => (
          <Fragment key={name}>
            {index > 0 && '; '}
            <code>{name}</code>: {what}
          </Fragment>
        ))}
        . <Link to={paths.docsDownload(choice)}>See downloads</Link>
      </p>
    </Section>
  );
}
