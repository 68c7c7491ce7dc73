import { useState } from 'react';
import { useSession } from '../../graphql';
import { paths } from '../../paths';
import { Link } from '../../ui/Link';
import { Note } from '../../ui/Page';

/** Opened says what became of the call in the log that the test client was opened from. */
export function Opened({ request, asExample }: { request: string; asExample: boolean }) {
  const administrator = useSession().viewer?.administrator ?? false;
  const [filledIn] = useState(asExample ? 'The example is filled in.' : 'What you wrote here last is filled in.');
  return (
    <Note action={administrator && <Link to={paths.request(request)}>See the request</Link>}>
      What was sent then is not recorded. {filledIn}
    </Note>
  );
}
