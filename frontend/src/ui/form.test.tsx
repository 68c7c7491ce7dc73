import { MantineProvider, TextInput } from '@mantine/core';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Problem } from '../problem';
import { Form, useServerForm } from './form';

const taken = new Problem('INVALID', 'x', [{ field: 'name', message: 'The name is taken.', reason: 'taken' }]);

function Thing({ save }: { save: (values: { name: string; note: string }) => Promise<unknown> }) {
  const form = useServerForm({
    initial: { name: '', note: '' },
    labels: { name: 'Name', note: 'Note' },
    check: { name: (value) => (value ? null : 'A thing needs a name.') },
    guard: false,
    save,
  });
  return (
    <Form form={form} action="Create thing">
      <TextInput label="Name" name="name" {...form.fields.getInputProps('name')} />
      <TextInput label="Note" name="note" {...form.fields.getInputProps('note')} />
    </Form>
  );
}

async function show(save: (values: { name: string; note: string }) => Promise<unknown>) {
  const root = createRootRoute({ component: () => <Thing save={save} /> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  render(
    <MantineProvider env="test">
      <RouterProvider router={router as never} />
    </MantineProvider>,
  );
  return { user: userEvent.setup(), name: await screen.findByLabelText('Name'), button: screen.getByRole('button', { name: 'Create thing' }) };
}

it('sends nothing while a field is wrong, and goes to it', async () => {
  const save = vi.fn(async () => {});
  const { user, name, button } = await show(save);
  await user.click(button);
  expect(await screen.findByText('A thing needs a name.')).toBeTruthy();
  expect(save).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(name));
});

it('puts what the server refused under its field, and leaves it there until the field is changed', async () => {
  const save = vi.fn(async () => {
    throw taken;
  });
  const { user, name, button } = await show(save);
  await user.type(name, 'ci');
  await user.click(button);
  expect(await screen.findByText('The name is taken.')).toBeTruthy();
  await user.click(screen.getByLabelText('Note'));
  await user.click(name);
  await user.tab();
  expect(screen.getByText('The name is taken.')).toBeTruthy();
  await user.type(name, '2');
  expect(screen.queryByText('The name is taken.')).toBeNull();
});

it('shows above the form what belongs to no field, with what to tell whoever helps', async () => {
  const { user, name, button } = await show(async () => {
    throw new Problem('INTERNAL', 'The server failed.', [], 'r7');
  });
  await user.type(name, 'ci');
  await user.click(button);
  expect(await screen.findByText(/The server failed\./)).toBeTruthy();
  expect(screen.getByText(/r7/)).toBeTruthy();
  expect((name as HTMLInputElement).value).toBe('ci');
});

it('is sent once, however often the button is pressed', async () => {
  let done: () => void = () => {};
  const save = vi.fn(() => new Promise<void>((end) => (done = end)));
  const { user, name, button } = await show(save);
  await user.type(name, 'ci');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await user.click(button);
  await user.type(name, '{Enter}');
  expect(save).toHaveBeenCalledTimes(1);
  expect(save).toHaveBeenCalledWith({ name: 'ci', note: '' });
  done();
});
