// What has to be said about the functions of a service: that they are fixed, deprecated, or gone.
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Note } from '../../ui/Page';
import { useAction } from '../../ui/useAction';
import { counted, listed } from '../../ui/words';
import { addFunctions } from './functions';

const Duplicate = lazy(() => import('./Duplicate'));

interface Held {
  name: string;
  deprecated: boolean;
  replacedBy: string | null;
  present: boolean;
}

interface NotesProps {
  service: { id: string; name: string; builtIn: boolean; functions: readonly Held[] };
}

/** FixedNote says why nothing can be added to or removed from a built-in service. */
export function FixedNote({ service }: { service: { id: string; name: string; component: string } }) {
  const [duplicating, setDuplicating] = useState(false);
  return (
    <>
      <Note action={<Button onClick={() => setDuplicating(true)}>Duplicate service</Button>}>
        This service is built in. Its functions are fixed, because the applications that it was made for ({service.component}) rely on them. A duplicate is your own to change.
      </Note>
      {duplicating && (
        <Suspense>
          <Duplicate service={service} onClose={() => setDuplicating(false)} />
        </Suspense>
      )}
    </>
  );
}

/** StaleNotes names functions that are deprecated or missing, and what to do about it. */
export function StaleNotes({ service }: NotesProps) {
  const deprecated = service.functions.filter((each) => each.deprecated && each.present);
  const missing = service.functions.filter((each) => !each.present).map((each) => each.name);
  return (
    <>
      {deprecated.length > 0 && <DeprecatedNote service={service} deprecated={deprecated} />}
      {missing.length > 0 && (
        <Note tone="err">
          {counted(missing.length, 'function')} {missing.length === 1 ? 'is' : 'are'} missing: this program no longer has {listed(missing)}. Calls of {missing.length === 1 ? 'it' : 'them'} are refused.{' '}
          {missing.length === 1 ? 'It stays' : 'They stay'} listed, and {missing.length === 1 ? 'works' : 'work'} again when the program has {missing.length === 1 ? 'it' : 'them'} again.
        </Note>
      )}
    </>
  );
}

function DeprecatedNote({ service, deprecated }: NotesProps & { deprecated: readonly Held[] }) {
  const { busy, run } = useAction();
  const held = new Set(service.functions.map((each) => each.name));
  const replacements = [...new Set(deprecated.flatMap((each) => (each.replacedBy && !held.has(each.replacedBy) ? each.replacedBy : [])))];
  const one = deprecated.length === 1;
  return (
    <Note
      tone="warn"
      action={
        !service.builtIn &&
        replacements.length > 0 && (
          <Button loading={busy} onClick={() => run('add the replacement', () => addFunctions(service, replacements))}>
            {replacements.length === 1 ? 'Add its replacement' : 'Add their replacements'}
          </Button>
        )
      }
    >
      {counted(deprecated.length, 'function')} {one ? 'is' : 'are'} deprecated. {one ? 'It goes' : 'They go'} on working here, and cannot be added anywhere else. Let applications call{' '}
      {one ? 'its replacement' : 'their replacements'}.
    </Note>
  );
}
