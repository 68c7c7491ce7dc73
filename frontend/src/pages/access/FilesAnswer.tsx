import { useServerQuery } from '../../graphql';
import { checkRefused } from '../../ui/checks';
import { Link } from '../../ui/Link';
import { Card, CardRow } from '../../ui/Page';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Pill } from '../../ui/Pill';
import { ExplainFunction } from './Chain';
import { doors, filesProtocol } from './files';

interface FilesAnswerProps {
  question: { token?: string; user?: string; service?: string; address?: string; at?: string };
  /** The address of the page that shows every check of one. */
  href: (door: string) => string;
}

/** FilesAnswer says whether files may come and go: not a matter of functions, with checks of its own. */
export function FilesAnswer({ question, href }: FilesAnswerProps) {
  return (
    <Card flush>
      {doors.map((door) => (
        <Door key={door.name} {...door} question={question} to={href(door.name)} />
      ))}
    </Card>
  );
}

function Door({ name, title, question, to }: { name: string; title: string; question: FilesAnswerProps['question']; to: string }) {
  const { data } = useServerQuery(ExplainFunction, { ...question, protocol: filesProtocol, function: name });
  const refused = data?.explain.find((step) => step.asked && !step.passed);
  const outcome = refused ? (
    <Pill tone="err" icon={IconX}>
      {checkRefused(refused.check)}
    </Pill>
  ) : (
    <Pill tone="ok" icon={IconCheck}>
      allowed
    </Pill>
  );
  return (
    <CardRow title={<Link to={to}>{title}</Link>} action={data && outcome}>
      At the address {name}.
    </CardRow>
  );
}
