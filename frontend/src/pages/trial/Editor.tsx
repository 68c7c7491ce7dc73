import { Button } from '@mantine/core';
import { Choices } from '../../ui/Choices';
import { isDraftObject } from './draft';
import { FormContext } from './form';
import { JsonView } from './JsonView';
import { ObjectFields } from './ObjectFields';
import css from './panel.module.css';
import { RawView } from './RawView';
import type { ClientState } from './useClient';

const views = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
  { value: 'raw', label: 'Raw' },
] as const;

/** Editor is the call as it is being written, in one of its three forms. */
export function Editor({ client, example }: { client: ClientState; example: boolean }) {
  const { view, setView, args, wire, writeOut, trial } = client;
  return (
    <>
      <div className={css.top}>
        <Choices label="View" value={view} onChange={setView} choices={views} />
        {view !== 'raw' && (
          <div className="row tight">
            {example && !(args.asExample && !args.fault) && (
              <Button variant="subtle" onClick={args.fillIn}>
                Fill with example
              </Button>
            )}
            <Button variant="subtle" onClick={args.clear}>
              Clear
            </Button>
          </div>
        )}
      </div>
      {view === 'form' && <FormView client={client} />}
      {view === 'json' && <JsonView of={args} />}
      {view === 'raw' && <RawView wire={wire} writeOut={writeOut} writing={trial.busy === 'write'} />}
    </>
  );
}

function FormView({ client: { schema, args, form } }: { client: ClientState }) {
  if (schema.fields.length === 0) return <p className="muted">It takes no parameters.</p>;
  return (
    <FormContext value={form}>
      <div className={css.fields} role="group" aria-label="Arguments">
        {isDraftObject(args.draft) && <ObjectFields schema={schema} path={[]} value={args.draft} />}
      </div>
    </FormContext>
  );
}
