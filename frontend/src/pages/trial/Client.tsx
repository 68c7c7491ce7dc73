import { useRef } from 'react';
import type { FacePartsFragment, MessagePartsFragment, TriedFunctionFragment } from '../../gql/graphql';
import { Note } from '../../ui/Page';
import { LoadError } from '../../ui/states';
import { Answer } from './Answer';
import { AskWrite } from './AskWrite';
import { Editor } from './Editor';
import { FaceSelect } from './FaceSelect';
import { Opened } from './Opened';
import css from './panel.module.css';
import { SendBar } from './SendBar';
import { useClient } from './useClient';

export interface ClientProps {
  of: TriedFunctionFragment;
  token: { id: string; name: string; shown: string } | null;
  /** Why it cannot be sent; nothing when it can. */
  hindrance: string | null;
  faces: readonly FacePartsFragment[];
  face: FacePartsFragment;
  onFace: (face: string) => void;
  /** The example on the wire of this face. */
  example: MessagePartsFragment | null;
  request?: string;
}

/** Client is the test client of one function: what is sent on one side, what came back on the other. */
export function Client(props: ClientProps) {
  const { of, token, faces, face, onFace, hindrance, request } = props;
  const panel = useRef<HTMLDivElement>(null);
  const client = useClient(props, panel);
  const { ended, problem } = client.trial;
  return (
    <div
      ref={panel}
      className={css.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        client.send();
      }}
    >
      {request && <Opened request={request} asExample={client.args.asExample} />}
      {hindrance ? <Note tone={token ? 'warn' : 'info'}>{hindrance}</Note> : !face.allowed && <Note tone="warn">{face.reason ?? `This key may not use ${face.title}.`}</Note>}
      {of.deprecated && <Note tone="warn">It is deprecated.{of.replacedBy && ` Call ${of.replacedBy} instead.`}</Note>}
      <div className={css.body}>
        <div className={css.write}>
          <FaceSelect faces={faces} value={face.name} onChange={onFace} />
          <Editor client={client} example={of.exampleArguments !== null} />
          <SendBar client={client} hindrance={hindrance} token={token} />
        </div>
        <div className={css.answers}>
          {problem && <LoadError what="the answer" problem={problem} retry={client.again} />}
          {ended && ended.input.token === token?.id ? (
            <Answer key={ended.number} of={ended} goTo={client.view === 'form' ? client.goTo : undefined} />
          ) : (
            <p className={css.none}>The answer stands here: its status, how long it took, its headers and its body.</p>
          )}
        </div>
      </div>
      {token && <AskWrite functionName={of.name} byHand={client.byHand} keyName={token.name} opened={client.asking} onClose={client.decline} run={client.agree} check={client.check} />}
    </div>
  );
}
