import { describe, expect, it } from 'vitest';
import { askFor } from './checks';

describe('what somebody does who can change nothing', () => {
  it.each([
    ['web-services-on', 'Turn web services on.', 'Ask an administrator to turn web services on.'],
    ['token-address', "Add 192.0.2.7 to the token's IP restriction.", "Ask an administrator to add 192.0.2.7 to the key's IP restriction."],
    ['token-valid', 'Extend or rotate the token.', 'Ask an administrator to extend the key, or rotate it.'],
    ['function-known', 'Look the name up in the catalogue of functions.', 'Look the name up in the catalogue of functions.'],
    ['token-known', 'Use a token that was given out here and has not been revoked.', 'Use a key that was given out here and has not been revoked.'],
  ])('%s', (check, remedy, words) => expect(askFor(check, remedy)).toBe(words));
});
