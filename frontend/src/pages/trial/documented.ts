import { useSession } from '../../graphql';
import { useSite } from '../../ui/site';

/**
 * useDocumented is the key whose documentation is asked for, or why there is none. While documentation is off administrators try with
 * what is known of every function, and nobody else does.
 */
export function useDocumented(tokenId: string | null): { token: string | null; hindrance: string | null } {
  const administrator = useSession().viewer?.administrator ?? false;
  const { documentationOn } = useSite();
  if (administrator) return { token: documentationOn ? tokenId : null, hindrance: null };
  if (!documentationOn) return { token: null, hindrance: 'Documentation is off on this server, and the test client with it. Ask an administrator to turn it on.' };
  return { token: tokenId, hindrance: tokenId ? null : 'Choose a key to send.' };
}
