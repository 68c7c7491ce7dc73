import { Client, fetchExchange } from '@urql/core';
import { parse } from 'graphql';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type TypedDocumentNode } from 'urql';
import { expect, it } from 'vitest';
import { useServerQuery } from './graphql';

const query = parse('{ thing }') as TypedDocumentNode<{ thing: string }, Record<string, never>>;

function Thing() {
  const { data, problem, refetch } = useServerQuery(query, {});
  return (
    <>
      <p>{data === undefined ? 'nothing' : data.thing}</p>
      <p>{problem?.message}</p>
      <button onClick={refetch}>Again</button>
    </>
  );
}

/** show lets the server answer one after the other; behind the last one it never does. */
function show(...answers: string[]) {
  const client = new Client({
    url: 'http://localhost/graphql',
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetch: async () => {
      const next = answers.shift();
      return next === undefined ? new Promise<Response>(() => {}) : new Response(next, { headers: { 'Content-Type': 'application/json' } });
    },
  });
  render(
    <Provider value={client}>
      <Thing />
    </Provider>,
  );
  return userEvent.setup();
}

const refused = '{"data":null,"errors":[{"message":"It is off.","extensions":{"code":"FORBIDDEN"}}]}';

it('has no data after an answer of which nothing could be given, also while it asks again', async () => {
  const user = show(refused);
  expect(await screen.findByText('It is off.')).toBeDefined();
  expect(screen.getByText('nothing')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Again' }));
  expect(screen.getByText('nothing')).toBeDefined();
});

it('keeps what it had when there is nothing any more', async () => {
  const user = show('{"data":{"thing":"here"}}', refused);
  expect(await screen.findByText('here')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Again' }));
  expect(await screen.findByText('It is off.')).toBeDefined();
  expect(screen.getByText('here')).toBeDefined();
});
