// Requests and answers as text.
import { graphql } from '../../gql';
import type { MessagePartsFragment } from '../../gql/graphql';
import { dump, layOut } from '../../ui/formats';
import '../../ui/wires';

export const WireParts = graphql(`
  fragment WireParts on WireForm {
    face {
      name
    }
    request {
      ...MessageParts
    }
    answer {
      ...MessageParts
    }
    failure {
      ...MessageParts
    }
  }
`);

type Message = MessagePartsFragment;

const perLine = 16;

/** headOf is what stands before the body: the line that begins it, and the headers. */
export function headOf({ method, url, status, headers }: Message): string {
  const first = method ? `${method} ${url ?? ''}` : `HTTP ${status ?? ''}`;
  return [first, ...headers.map((each) => `${each.name}: ${each.value}`)].join('\n');
}

/** textOf is the whole message, as it is shown: a request as it is sent, an answer in lines. */
export function textOf(message: Message): string {
  const body = message.binary ? dump(message.body, perLine) : message.method ? message.body : layOut(message.body);
  const end = message.cut ? '\n…' : '';
  return body ? `${headOf(message)}\n\n${body}${end}` : headOf(message);
}
