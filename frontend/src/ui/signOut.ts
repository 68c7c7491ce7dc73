import { ask, leave, session } from '../graphql';
import { SignOut } from '../session-documents';

/** signOut ends the session on the server if it can be reached, and here in any case. */
export async function signOut() {
  await ask(SignOut, {}, await session.token().catch(() => null)).catch(() => undefined);
  leave();
}
