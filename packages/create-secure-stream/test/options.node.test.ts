import { describe, expect, test } from 'vitest';
import { completeWithDefaults, requireComplete, UsageError } from '../src/answers.js';
import { parseOptions } from '../src/options.js';

describe('parseOptions', () => {
  test('leaves every answer open without arguments', () => {
    expect(parseOptions([])).toEqual({ answers: {}, isYes: false, isHelp: false });
  });

  test('reads each answer', () => {
    const argv = ['my-app', '--framework', 'vue', '--server=worker', '--viewing-limits', '--yes'];
    expect(parseOptions(argv)).toEqual({
      answers: { directory: 'my-app', framework: 'vue', server: 'worker', hasViewingLimits: true },
      isYes: true,
      isHelp: false,
    });
  });

  test('tells a refusal of viewing limits from no answer', () => {
    expect(parseOptions(['--no-viewing-limits']).answers.hasViewingLimits).toBe(false);
  });

  test.each([
    ['a framework', ['--framework', 'angular'], '"angular". Choose one of: html, react, next, astro, vue, svelte.'],
    ['a name of every object', ['--framework', 'toString'], '"toString". Choose one of: html, react'],
    ['an empty framework', ['--framework='], '--framework is "". Choose one of: html'],
    ['a server', ['--server', 'deno'], '--server is "deno". Choose one of: node, worker.'],
    ['a server beside Next', ['--framework', 'next', '--server', 'node'], 'Next brings its own server'],
    ['a server beside Astro', ['--framework', 'astro', '--server', 'node'], 'Astro brings its own server'],
    ['two directories', ['one', 'two'], 'One directory is enough: one, two.'],
    ['an empty directory', [''], 'The directory must not be empty.'],
    ['an option', ['--typescript'], '--typescript'],
    ['a value of a flag', ['--yes=no'], '--yes'],
  ])('rejects %s that it does not know, and says what to choose', (_name, argv, message) => {
    expect(() => parseOptions(argv)).toThrow(UsageError);
    expect(() => parseOptions(argv)).toThrow(message);
  });
});

describe('completeWithDefaults', () => {
  test('keeps what is given', () => {
    const answers = { directory: 'a', framework: 'vue', server: 'worker', hasViewingLimits: true } as const;
    expect(completeWithDefaults(answers)).toEqual(answers);
  });

  test('takes the default for the rest, and gives Next no server', () => {
    const rest = { directory: 'private-video', hasViewingLimits: false };
    expect(completeWithDefaults({})).toEqual({ ...rest, framework: 'react', server: 'node' });
    expect(completeWithDefaults({ framework: 'next' })).toEqual({ ...rest, framework: 'next' });
  });
});

describe('requireComplete', () => {
  test('names each missing answer with its choices', () => {
    expect(() => requireComplete({})).toThrow(UsageError);
    expect(() => requireComplete({})).toThrow(
      'ask for the directory, --framework (html, react, next, astro, vue, svelte), --server (node, worker), --viewing-limits or --no-viewing-limits.',
    );
  });

  test('does not ask for a server beside Next', () => {
    const answers = { directory: 'a', framework: 'next', hasViewingLimits: false } as const;
    expect(requireComplete(answers)).toEqual(answers);
  });
});
