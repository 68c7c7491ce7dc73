import { print } from 'graphql';
import { expect, it } from 'vitest';
import { graphql } from './document';

it('refuses a fragment that is not imported', () => {
  expect(() => graphql('query A { a { ...Nowhere } }')).toThrow('Nowhere');
});

it('brings the fragments that a document uses, and those that they use, once each', () => {
  graphql('fragment Inner on B { id }');
  graphql('fragment Outer on A { b { ...Inner } c { ...Inner } }');
  const text = print(graphql('query Q { a { ...Outer } d { ...Inner } }'));
  expect(text.match(/^fragment /gm)).toHaveLength(2);
  expect(text).toContain('query Q');
});
