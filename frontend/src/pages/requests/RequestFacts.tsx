import { graphql } from '../../gql';
import type { RequestFactsPartsFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { sayCode } from '../../ui/checks';
import { Mono } from '../../ui/Code';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Card, Facts } from '../../ui/Page';
import { milliseconds } from '../../ui/words';
import { filesProtocol } from '../access/files';

export const RequestFactsParts = graphql(`
  fragment RequestFactsParts on Request {
    requestId
    protocol
    function
    check
    code
    codeSentence
    path
    address
    durationMs
    token {
      id
      name
      shown
    }
    service {
      id
      name
    }
  }
`);

interface RequestFactsProps {
  call: RequestFactsPartsFragment;
  user?: { id: string; fullName: string } | null;
  /** May open the pages of users, services and functions. */
  administrator: boolean;
}

export function RequestFacts({ call, user, administrator }: RequestFactsProps) {
  const { token, service } = call;
  return (
    <Card>
      <Facts
        facts={[
          ['Function', call.function && (call.check === 'function-known' || call.protocol === filesProtocol || !administrator ? <Mono>{call.function}</Mono> : <Link to={paths.function(call.function)}><Mono>{call.function}</Mono></Link>)],
          ['Key', token ? <Link to={paths.key(token.id)}><bdi>{token.name}</bdi>, {token.shown}</Link> : 'Not known'],
          ['User', user && <Link to={paths.user(user.id)}><bdi>{user.fullName}</bdi></Link>],
          ['Service', service && (administrator ? <Link to={paths.service(service.id)}><bdi>{service.name}</bdi></Link> : <bdi key="service">{service.name}</bdi>)],
          ['Protocol', call.protocol],
          ['From', call.address],
          ['Took', milliseconds(call.durationMs)],
          ['Code', call.code && <span key="code"><Mono>{call.code}</Mono>{call.codeSentence && <span className="muted">. {sayCode(call.codeSentence)}</span>}</span>],
          ['Parameter', call.path && <Mono>{call.path}</Mono>],
          ['Request id', <span key="id" className="row tight"><Mono>{call.requestId}</Mono> <CopyButton value={call.requestId} label="Copy request id" /></span>],
        ]}
      />
    </Card>
  );
}
