// The button that mends what a check refused: done in place where one change is enough, else the page where it is done.
import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { FixServiceFragment, FixTokenFragment, FixUserFragment } from '../gql/graphql';
import { fixFor } from './fixes';
import { GrantButton } from './Grant';
import { ButtonLink } from './Link';
import { quickFix } from './quickFixes';
import { useAction } from './useAction';

export const FixToken = graphql(`
  fragment FixToken on Token {
    id
    name
    ipRestriction
  }
`);

export const FixService = graphql(`
  fragment FixService on Service {
    id
    name
    builtIn
    requiredCapability
  }
`);

export const FixUser = graphql(`
  fragment FixUser on User {
    id
    fullName
  }
`);

/** What a refusal was about, as far as it is known. */
export interface FixSubject {
  token?: FixTokenFragment | null;
  service?: FixServiceFragment | null;
  user?: FixUserFragment | null;
  function?: string;
  protocol: string;
  address?: string;
}

export function FixButton({ check, subject }: { check: string; subject: FixSubject }) {
  const { busy, run } = useAction();
  const quick = quickFix(check, subject);
  if (quick) {
    return (
      <Button loading={busy} onClick={() => run(quick.what, quick.work)}>
        {quick.label}
      </Button>
    );
  }
  const capability = missingCapability(check, subject);
  if (capability && subject.user) return <GrantButton user={subject.user} capabilities={[capability]} service={subject.service} />;
  const fix = fixFor(check, subject);
  return fix && <ButtonLink to={fix.to}>{fix.label}</ButtonLink>;
}

function missingCapability(check: string, { protocol, service }: FixSubject): string | undefined {
  if (check === 'protocol-capability') return `webservice/${protocol}:use`;
  if (check === 'service-capability') return service?.requiredCapability;
  return undefined;
}
