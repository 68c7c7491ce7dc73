// What is switched on the page of the protocols. Each switch can be taken back.
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { confirm } from '../../ui/Dialogs';
import { toast } from '../../ui/toast';
import { counted, listed } from '../../ui/words';

const SetWebServices = graphql(`
  mutation SetWebServices($on: Boolean!) {
    updateSettings(input: { webServicesOn: $on }) {
      webServicesOn
    }
  }
`);

const SetDocumentation = graphql(`
  mutation SetDocumentation($on: Boolean!) {
    updateSettings(input: { documentationOn: $on }) {
      documentationOn
    }
  }
`);

const SetProtocol = graphql(`
  mutation SetProtocol($name: String!, $on: Boolean!) {
    setProtocol(name: $name, on: $on) {
      name
      on
    }
  }
`);

export async function switchWebServices(on: boolean) {
  await change(SetWebServices, { on });
  toast.undo(on ? 'Web services are on.' : 'Web services are off. Every call is refused.', () => change(SetWebServices, { on: !on }));
}

export async function switchDocumentation(on: boolean) {
  await change(SetDocumentation, { on });
  toast.undo(`The documentation for each user is ${on ? 'on' : 'off'}.`, () => change(SetDocumentation, { on: !on }));
}

interface Protocol {
  name: string;
  title: string;
  tokens: readonly { name: string }[];
  tokenCount: number;
}

/** switchProtocol asks before keys that were used over the protocol are refused. */
export async function switchProtocol(protocol: Protocol, on: boolean) {
  const { name, title, tokenCount } = protocol;
  const run = async () => {
    await change(SetProtocol, { name, on });
    toast.undo(`${title} is ${on ? 'on' : 'off'}.`, () => change(SetProtocol, { name, on: !on }));
  };
  if (on || tokenCount === 0) return run();
  return confirm({
    title: `Turn ${title} off?`,
    body: <p className="break">{usedBy(protocol)} Their calls will be refused.</p>,
    action: `Turn ${title} off`,
    tone: 'red',
    run,
  });
}

/** usedBy says whose calls came over a protocol: "3 keys used SOAP in the last 30 days: ci, sync, erp." */
export function usedBy({ title, tokens, tokenCount }: Protocol): string {
  const names = tokens.map((each) => each.name);
  return `${counted(tokenCount, 'key')} used ${title} in the last 30 days: ${listed(names, 5, tokenCount)}.`;
}
