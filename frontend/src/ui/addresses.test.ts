import { describe, expect, it } from 'vitest';
import { addressProblem, exampleAddress, splitAddresses } from './addresses';

describe('an address', () => {
  it.each(['192.0.2.256', 'example.org', '192.0.2.0/33', '2001:db8::/129', '192.0.2.20-10', '192', '1.2.3.4.5', '1.2.3.4/8/8', '*', '<b>'])('%s is not one', (entry) => expect(addressProblem(entry)).not.toBeNull());
  it.each(['192.0.2.7', '192.0.2.0/24', '192.0.2.10-20', '192.0.2.', '192.0.', '10.', '::1', '2001:db8::/32', '::ffff:192.0.2.1', '0.0.0.0/0'])('%s is one', (entry) => expect(addressProblem(entry)).toBeNull());
});

it('a list has commas, spaces or lines between', () => expect(splitAddresses('192.0.2.1, 192.0.2.2\n192.0.2.3;;')).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']));

describe('an address to try a list from', () => {
  it.each([
    ['', undefined],
    ['192.0.2.7, 10.0.0.0/8', '192.0.2.7'],
    ['10.0.0.0/8', '10.0.0.0'],
    ['192.0.2.10-20', '192.0.2.10'],
    ['192.0.2.', '192.0.2.0'],
    ['10.1', '10.1.0.0'],
    ['2001:db8::/32', '2001:db8::'],
    ['nonsense', undefined],
  ])('of %j is %s', (list, address) => expect(exampleAddress(list)).toBe(address));
});
