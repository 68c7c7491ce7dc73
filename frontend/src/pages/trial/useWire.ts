import { useState } from 'react';
import type { MessagePartsFragment } from '../../gql/graphql';
import { spaced } from '../../ui/formats';

/** What is sent on one face, as it stands on the wire. */
export interface Wire {
  /** Where it goes and under which headers; nothing while it is not known what these arguments look like there. */
  message: MessagePartsFragment | null;
  body: string;
  edited: boolean;
  edit: (body: string) => void;
  undo: () => void;
}

interface Written {
  face: string;
  settled: string;
  message: MessagePartsFragment;
}

/** readable is a body as it stands in its field: bytes in pairs. */
export const readable = ({ body, binary }: { body: string; binary: boolean }) => (binary ? spaced(body) : body);

/**
 * useWire knows what a call looks like on the wire as soon as the server has written these very arguments out, and keeps what was
 * changed there by hand. That stays in this page: whoever edits a wire may have a secret in it.
 */
export function useWire(face: string, settled: string, example: MessagePartsFragment | null) {
  const [written, setWritten] = useState<Written | null>(null);
  const [edit, setEdit] = useState<{ face: string; message: MessagePartsFragment; body: string } | null>(null);
  const fresh = written?.face === face && written.settled === settled ? written.message : example;
  const edited = edit?.face === face;
  const message = edited ? edit.message : fresh;
  const wire: Wire = {
    message,
    body: edited ? edit.body : message ? readable(message) : '',
    edited,
    edit: (body) => message && setEdit(body === readable(message) ? null : { face, message, body }),
    undo: () => setEdit(null),
  };
  const keep = (next: MessagePartsFragment) => {
    setWritten({ face, settled, message: next });
    setEdit(null);
  };
  return { wire, keep };
}
