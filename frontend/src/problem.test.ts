import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { fromErrors, Problem, problemOf, asProblem } from './problem';
import { fieldErrors } from './ui/form';

const invalid = (field: string, message: string) => ({ message, extensions: { code: 'INVALID', field, reason: 'taken', requestId: 'r1' } });

describe('what went wrong', () => {
  it('is not told by a code that nobody knows', () => {
    expect(fromErrors([{ message: 'secret detail', extensions: { code: 'WHATEVER' } }])).toMatchObject({ code: 'INTERNAL', message: 'The server failed. What happened is in its log.' });
  });

  it('carries every field, and the request id', () => {
    const problem = fromErrors([invalid('name', 'The name is taken.'), invalid('shortName', 'The short name is taken.')]);
    expect(problem.code).toBe('INVALID');
    expect(problem.requestId).toBe('r1');
    expect(problem.fields.map((each) => each.field)).toEqual(['name', 'shortName']);
  });

  it('is a lost connection when there was no answer', () => {
    expect(problemOf(new CombinedError({ networkError: new TypeError('fetch failed') }))).toMatchObject({ code: 'OFFLINE' });
  });

  it('is an answer without sense when there was one', () => {
    const response = new Response('', { status: 503, headers: { 'X-Request-Id': 'r2' } });
    expect(problemOf(new CombinedError({ networkError: new Error('x'), response }))).toMatchObject({ code: 'UNAVAILABLE', message: 'The server answered 503.', requestId: 'r2' });
  });

  it('keeps a defect of ours apart', () => {
    expect(asProblem(new RangeError('x is not iterable')).code).toBe('INTERNAL');
  });
});

describe('field errors of a form', () => {
  it('go under the fields that the form has', () => {
    const { fields, rest } = fieldErrors(fromErrors([invalid('name', 'The name is taken.')]), ['name', 'email']);
    expect(fields).toEqual({ name: 'The name is taken.' });
    expect(rest).toBeNull();
  });

  it('stand above the form when it does not have the field', () => {
    const { fields, rest } = fieldErrors(fromErrors([invalid('name', 'The name is taken.'), invalid('course', 'No such course.')]), ['name']);
    expect(fields).toEqual({ name: 'The name is taken.' });
    expect(rest).toBeInstanceOf(Problem);
  });

  it('leave what belongs to no field above the form', () => {
    expect(fieldErrors(new Problem('REFUSED', 'no'), ['name']).rest?.message).toBe('no');
  });
});
