import { describe, expect, test } from 'vitest';
import { readOptions } from './options.ts';

describe('the arguments of npm test', () => {
  test('name browsers, and what runs', () => {
    expect(readOptions(['element', '--browser', 'firefox', '--browser=webkit'])).toMatchObject({
      words: ['element'],
      browsers: ['firefox', 'webkit'],
    });
  });

  test.each([
    [['--browser', 'opera'], '--browser takes chromium, firefox, webkit.'],
    [['--slots', '0'], '--slots takes a whole number from 1.'],
    [['--browsers', 'webkit'], "Unknown option '--browsers'"],
  ])('are refused with a message: %s', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
