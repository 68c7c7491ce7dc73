import { useState } from 'react';
import { Choices } from '../../ui/Choices';
import { Code } from '../../ui/Code';
import { Section } from '../../ui/Page';
import { useSite } from '../../ui/site';
import css from './Example.module.css';
import { exampleCall, pretty, type Way } from './call';

interface ExampleProps {
  of: { name: string; exampleArguments: string | null; exampleResult: string | null };
}

const ways: { value: Way; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'form', label: 'As Moodle’s' },
];

/** Example is a call that works on the demonstration data, and what it answers. */
export function Example({ of: { name, exampleArguments, exampleResult } }: ExampleProps) {
  const { publicURL } = useSite();
  const [way, setWay] = useState<Way>('json');
  return (
    <Section title="Example call" actions={<Choices label="How it is called" value={way} onChange={setWay} choices={ways} />}>
      <Code label="Command">{exampleCall(way, publicURL, name, exampleArguments)}</Code>
      <p className="muted small above">
        Put a security key in place of <code>$GATEHOUSE_TOKEN</code>.
      </p>
      {exampleResult && (
        <>
          <h3 className={css.answer}>Answer</h3>
          <Code label="Answer">{pretty(exampleResult)}</Code>
        </>
      )}
    </Section>
  );
}
