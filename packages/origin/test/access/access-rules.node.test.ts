import { describe, expect, test } from 'vitest';
import { decideByRules, parseRules } from '../../src/access/access-rules.js';
import { isOriginAllowed } from '../../src/access/access-decision.js';

const block = { type: 'any', action: 'block' } as const;
const viewer = (address: string, country = 'GB') => ({ address, country });

describe('decideByRules', () => {
  test('returns the action of the first rule that matches, and allow if none does', () => {
    const allowGb = { type: 'ip.geoip.country', action: 'allow', country: ['gb'] } as const;
    expect(decideByRules([allowGb, block], viewer('192.0.2.1'))).toBe('allow');
    expect(decideByRules([allowGb, block], viewer('192.0.2.1', 'DE'))).toBe('block');
    expect(decideByRules([block, allowGb], viewer('192.0.2.1'))).toBe('block');
    expect(decideByRules([], viewer('192.0.2.1'))).toBe('allow');
  });

  test('matches IPv4 and IPv6 ranges separately, and IPv4 written as IPv6', () => {
    const rule = { type: 'ip.src', action: 'block', ip: ['198.51.100.0/24', '2001:db8::/32'] } as const;
    for (const [address, action] of [
      ['198.51.100.7', 'block'],
      ['::ffff:198.51.100.7', 'block'],
      ['2001:db8::1', 'block'],
      ['203.0.113.7', 'allow'],
      ['2001:db9::1', 'allow'],
      ['not an address', 'allow'],
    ] as const) {
      expect(decideByRules([rule], viewer(address)), address).toBe(action);
    }
  });
});

test('parseRules returns null for anything that is not a list of rules', () => {
  expect(parseRules(undefined)).toEqual([]);
  expect(parseRules([block])).toEqual([block]);
  for (const value of [
    {},
    'any',
    [{}],
    [{ type: 'any', action: 'maybe' }],
    [{ type: 'ip.src', action: 'block', ip: 'x' }],
  ]) {
    expect(parseRules(value)).toBe(null);
  }
});

test.each([
  [[], 'https://any.example', true],
  [['example.com'], 'https://example.com', true],
  [['example.com'], 'https://www.example.com', false],
  [['example.com'], 'https://example.com.evil.test', false],
  [['*.example.com'], 'https://a.b.example.com', true],
  [['*.example.com'], 'https://evilexample.com', false],
  [['localhost:3000'], 'http://localhost:3000', true],
  [['example.com'], 'file:///example.com', false],
  [['example.com'], 'null', false],
  [['example.com'], null, false],
])('isOriginAllowed with the list %j and the page %j is %s', (list, origin, allowed) => {
  expect(isOriginAllowed(list, origin)).toBe(allowed);
});
