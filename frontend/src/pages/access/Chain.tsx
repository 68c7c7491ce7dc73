import { Drawer } from '@mantine/core';
import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { paths } from '../../paths';
import { CheckChain } from '../../ui/CheckChain';
import type { FixSubject } from '../../ui/FixButton';
import { Link } from '../../ui/Link';
import { LongName } from '../../ui/LongName';
import { Mend } from '../../ui/Mend';
import { Loaded } from '../../ui/states';
import { filesProtocol } from './files';

export const ExplainFunction = graphql(`
  query ExplainFunction($token: ID, $user: ID, $service: ID, $function: String!, $protocol: String!, $address: String, $at: Time) {
    explain(token: $token, user: $user, service: $service, function: $function, protocol: $protocol, address: $address, at: $at) {
      ...CheckStep
      command
    }
  }
`);

interface ChainProps {
  /** The key that calls, or the user. */
  token?: string;
  user?: string;
  service?: string;
  function?: string;
  protocol: string;
  address?: string;
  at?: string;
  subject: FixSubject;
  onClose: () => void;
}

/** Chain shows every check for one function, beside the list. Which function it is stands in the address of the page. */
export function Chain({ function: name, onClose, ...question }: ChainProps) {
  return (
    <Drawer opened={Boolean(name)} onClose={onClose} title="Every check, in order" size={480}>
      {name && <Checks {...question} function={name} />}
    </Drawer>
  );
}

function Checks({ subject, function: name, ...rest }: Omit<ChainProps, 'onClose' | 'function'> & { function: string }) {
  const query = useServerQuery(ExplainFunction, { ...rest, function: name });
  const commands = new Map(query.data?.explain.map((step) => [step.check, step.command]));
  return (
    <div className="stack">
      <div>
        {rest.protocol === filesProtocol ? (
          <LongName>{name}</LongName>
        ) : (
          <Link to={paths.function(name)}>
            <LongName>{name}</LongName>
          </Link>
        )}
      </div>
      <Loaded query={query} what="the checks" lines={12}>
        {(data) => <CheckChain steps={data.explain} open fix={(step) => <Mend check={step.check} command={commands.get(step.check)} subject={{ ...subject, function: name }} />} />}
      </Loaded>
    </div>
  );
}
