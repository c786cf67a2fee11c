import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOrigin, type Origin } from '@secure-stream/origin';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { parseOptions } from '../src/cli-options.js';
import { makeKey } from './support/make-key.js';

const DEFAULTS = {
  port: 8788,
  hostname: '127.0.0.1',
  keys: [],
  printKey: false,
  live: false,
  quiet: false,
  help: false,
};

describe('parseOptions', () => {
  let origin: Origin;
  let jwk: string;

  beforeAll(async () => {
    origin = createOrigin();
    ({ jwk } = await makeKey());
  });

  test('returns the defaults without arguments', () => {
    expect(parseOptions([])).toEqual(DEFAULTS);
  });

  test.each([
    ['an empty host name, which would listen on every interface', ['--hostname', ''], '--hostname must not be empty'],
    ['an empty secret', ['--api-token='], '--api-token must not be empty'],
    ['an empty port', ['--port', ''], '--port must be a number'],
    ['a port in another notation', ['--port', '0x50'], '--port must be a number'],
    ['a port that does not exist', ['--port', '65536'], '--port must be a number'],
  ])('rejects %s', (_name, argv, message) => {
    expect(() => parseOptions(argv)).toThrow(message);
  });

  test('does not repeat a key that stands without its --key', () => {
    expect(() => parseOptions([jwk])).toThrow(/^Unexpected argument '…'/);
  });

  test('does not repeat a key in several lines', () => {
    const short = jwk.replace(/.{30}/g, "$&'\n");
    for (const argv of [[short], [`--${short}`]]) {
      const error = thrownBy(() => parseOptions(argv));
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toContain("'…'");
      expect(String(error)).not.toContain(jwk.slice(0, 20));
      expect(String(error)).not.toContain(jwk.slice(60, 80));
    }
  });

  test('accepts any arguments, or rejects them with a TypeError that contains no key', () => {
    const word = fc.oneof(
      fc.constantFrom('--port', '--hostname', '--library', '--key', '--api-token', '--state', '--print-key', '--live', '--quiet', '--help', '--no-live', '--', '-', '-p', '--port=1', '--key=', '--__proto__', '8788', '-1', '1e3', '99999', '::', '0.0.0.0'), // prettier-ignore
      fc.nat({ max: 99_999 }).map(String),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.json({ maxDepth: 1 }).map((json) => Buffer.from(json).toString('base64')),
    );
    const argument = fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: fc.constant('KEY') });
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 6 }), (words) => {
        const argv = words.map((text) => (text === 'KEY' ? jwk : text));
        try {
          const { port, hostname, apiToken, keys } = parseOptions(argv);
          accepted += 1;
          expect(Number.isInteger(port) && port >= 0 && port <= 65_535).toBe(true);
          expect([hostname, apiToken]).not.toContain('');
          for (const key of keys) origin.keys.add(key);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect((error as TypeError).message).not.toContain(jwk.slice(0, 40));
        }
      }),
      FUZZ,
    );
    expect(accepted).toBeGreaterThan(FUZZ.numRuns / 20);
  });
});

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
