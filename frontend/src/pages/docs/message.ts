// Requests and answers as text.
import { graphql } from '../../gql';
import type { WireMessageFragment } from '../../gql/graphql';

export const WireMessage = graphql(`
  fragment WireMessage on HTTPMessage {
    method
    url
    status
    headers {
      name
      value
    }
    body
    binary
    cut
  }
`);

export const WireParts = graphql(`
  fragment WireParts on WireForm {
    face {
      name
    }
    request {
      ...WireMessage
    }
    answer {
      ...WireMessage
    }
    failure {
      ...WireMessage
    }
  }
`);

type Message = WireMessageFragment;

const perLine = 16;

/** dump lays hexadecimal digits out in lines of sixteen bytes, each beside the characters that it has. */
export function dump(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const line = bytes.slice(at, at + perLine);
    const characters = line.map((byte) => (/^(2|3|4|5|6)[0-9a-f]$|^7[0-9a-e]$/i.test(byte) ? String.fromCharCode(Number.parseInt(byte, 16)) : '·'));
    lines.push(`${line.join(' ').padEnd(perLine * 3 - 1)}  ${characters.join('')}`);
  }
  return lines.join('\n');
}

/** headOf is what stands before the body: the line that begins it, and the headers. */
export function headOf({ method, url, status, headers }: Message): string {
  const first = method ? `${method} ${url ?? ''}` : `HTTP ${status ?? ''}`;
  return [first, ...headers.map((each) => `${each.name}: ${each.value}`)].join('\n');
}

/** textOf is the whole message, as it is shown. */
export function textOf(message: Message): string {
  const body = message.binary ? dump(message.body) : message.body;
  const end = message.cut ? '\n…' : '';
  return body ? `${headOf(message)}\n\n${body}${end}` : headOf(message);
}
