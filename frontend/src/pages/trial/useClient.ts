import { useEffect, useEffectEvent, useMemo, useState, type RefObject } from 'react';
import type { ClientProps } from './Client';
import { agree, agreed } from './AskWrite';
import { pathsUpTo, sayPath, type Path } from './draft';
import { atField } from './Failure';
import { focusAt, type Fault, type FormActions } from './form';
import { bytesOf } from '../../ui/formats';
import { treeOf } from './schema';
import { useDraft } from './useDraft';
import { useTrial, type Purpose } from './useTrial';
import { useWire } from './useWire';

export type View = 'form' | 'json' | 'raw';
export type ClientState = ReturnType<typeof useClient>;

/** useClient brings together what is written, what is sent and what came back. */
export function useClient({ of, token, hindrance, face, example }: ClientProps, panel: RefObject<HTMLElement | null>) {
  const schema = useMemo(() => treeOf(of.parameters), [of.parameters]);
  const args = useDraft(of.name, schema, of.exampleArguments);
  const trial = useTrial();
  const { wire, keep } = useWire(face.name, args.settled, args.asExample ? example : null);
  const [view, setView] = useState<View>('form');
  const [fault, setFault] = useState<Fault | null>(null);
  const [asking, ask] = useState(false);

  const { message, body, edited } = wire;
  const byHand = view === 'raw' && edited;
  // What was written by hand may call anything that the key may, whatever the page is about.
  const mayChange = of.kind === 'WRITE' || byHand;
  const subject = byHand ? `${of.name} by hand` : of.name;
  /** What is in the field cannot be sent: it is no JSON, or no bytes. */
  const unreadable = (view === 'json' && args.fault !== null) || (byHand && message?.binary === true && bytesOf(body) === null);

  const run = async (purpose: Purpose) => {
    if (!token || (unreadable && purpose !== 'write')) return;
    const sent = byHand && purpose !== 'write' ? { body: message?.binary ? body.replace(/\s+/g, '') : body } : { arguments: args.settled };
    const result = await trial.run(purpose, { token: token.id, face: face.name, function: of.name, ...sent });
    if (!result) return;
    if (purpose === 'write') keep(result.request);
    else setFault(result.path && !byHand ? { path: result.path, message: atField(result.message ?? '', result.path) } : null);
  };
  const send = () => {
    if (hindrance) return;
    if (mayChange && !agreed(subject)) ask(true);
    else void run('send');
  };
  const decline = () => ask(false);
  const goTo = (path: string) => focusAt(panel.current, pathsUpTo(path));

  // After a refused parameter its field is where to go on; otherwise the answer comes into sight.
  const goOn = useEffectEvent(() => {
    if (fault && view === 'form') goTo(fault.path);
    else panel.current?.querySelector('[aria-label="Answer"]')?.scrollIntoView({ block: 'nearest' });
  });
  const number = trial.ended?.number ?? 0;
  useEffect(() => void (number > 0 && goOn()), [number]);

  const about = (path: Path) => fault !== null && pathsUpTo(fault.path).includes(sayPath(path));
  const form: FormActions = {
    fault,
    set: (path, value) => {
      if (about(path)) setFault(null);
      args.set(path, value);
    },
    remove: (path) => {
      setFault(null); // the rows behind it get other numbers
      args.remove(path);
    },
    insert: (path, at, row) => {
      setFault(null);
      args.insert(path, at, row);
    },
  };
  return {
    schema, args, trial, wire, form, view, setView, unreadable, byHand, asking, decline, send, goTo,
    check: () => {
      decline();
      void run('check');
    },
    agree: () => {
      agree(subject);
      decline();
      void run('send');
    },
    writeOut: token ? () => void run('write') : undefined,
    again: () => void run('check'),
  };
}
