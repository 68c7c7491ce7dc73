// Signing in at an OpenID Connect provider. The browser goes there and comes back to the page at paths.providerCallback(), which finds
// here what it went for. Where to go on never travels along: it stays in this tab.
import { graphql } from './gql';

const key = 'gatehouse.provider';

/** Errand is what the browser went to the provider for. */
export interface Errand {
  purpose: 'sign-in' | 'link';
  /** An address of this app to go on at. */
  next: string;
}

export const BeginProviderSignIn = graphql(`
  mutation BeginProviderSignIn($again: Boolean!) {
    beginProviderSignIn(again: $again)
  }
`);

export const FinishProviderSignIn = graphql(`
  mutation FinishProviderSignIn($answer: ProviderAnswer!) {
    finishProviderSignIn(answer: $answer) {
      ...SessionParts
    }
  }
`);

export const BeginProviderLink = graphql(`
  mutation BeginProviderLink {
    beginProviderLink
  }
`);

export const FinishProviderLink = graphql(`
  mutation FinishProviderLink($answer: ProviderAnswer!) {
    finishProviderLink(answer: $answer)
  }
`);

/** goToProvider leaves the app for the address that an errand begins at. */
export function goToProvider(address: string, errand: Errand) {
  sessionStorage.setItem(key, JSON.stringify(errand));
  location.assign(address);
}

/** takeErrand returns what this tab went to the provider for, once; nothing when it did not go. */
export function takeErrand(): Errand | null {
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return kept === null ? null : (JSON.parse(kept) as Errand);
}
