import { graphql } from '../../gql';
import type { RequestFactsPartsFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { sayCode } from '../../ui/checks';
import { Mono } from '../../ui/Code';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Card, Facts } from '../../ui/Page';
import { milliseconds } from '../../ui/words';

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
    user {
      id
      fullName
    }
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

export function RequestFacts({ call }: { call: RequestFactsPartsFragment }) {
  const { token, user, service } = call;
  return (
    <Card>
      <Facts
        facts={[
          ['Function', call.function && (call.check === 'function-known' ? <Mono>{call.function}</Mono> : <Link to={paths.function(call.function)}><Mono>{call.function}</Mono></Link>)],
          ['Key', token ? <Link to={paths.key(token.id)}><bdi>{token.name}</bdi>, {token.shown}</Link> : 'Not known'],
          ['User', user && <Link to={paths.user(user.id)}><bdi>{user.fullName}</bdi></Link>],
          ['Service', service && <Link to={paths.service(service.id)}><bdi>{service.name}</bdi></Link>],
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
