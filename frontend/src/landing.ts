// Where somebody begins who is no administrator: with what the newest key may call, or with the keys.
import { fetchOnce } from './graphql';
import { paths } from './paths';
import { OwnKeysDocument } from './ui/ownKeys';

export async function landing(): Promise<string> {
  try {
    const { viewer, site } = await fetchOnce(OwnKeysDocument, {});
    return site.documentationOn && viewer && viewer.tokens.length > 0 ? paths.docs() : paths.ownKeys();
  } catch {
    // That page says what is wrong, and how to go on.
    return paths.ownKeys();
  }
}
