import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFeature, isSupported, oldestVersions } from './compatibility.ts';
import { OPTIONAL, OTHER_OBJECTS, REQUIRED } from './features.ts';
import { BROWSERS, buildTargets, ECMASCRIPT_VERSION, readStatedVersions } from './stated-versions.ts';
import { findUnsupportedNames, nameOf } from './unsupported-names.ts';
import { findUsedNames } from './used-names.ts';

const root = join(import.meta.dirname, '../..');
const versions = readStatedVersions();

const builtFiles = ['element', 'react'].flatMap((name) => {
  const folder = `packages/${name}/dist`;
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.js')).map((file) => `${folder}/${file}`);
});
const namesIn = (file: string) => findUsedNames(readFileSync(join(root, file), 'utf8'), ECMASCRIPT_VERSION);

describe('the stated browsers', () => {
  test('are the oldest that have every required feature', () => {
    const oldest = oldestVersions(REQUIRED.map(({ path }) => findFeature(path)));
    expect(oldest).toEqual(
      Object.fromEntries(Object.entries(versions).map(([browser, version]) => [browser, Number(version)])),
    );
  });

  test('are the targets of the compiler', () => {
    expect(buildTargets({ chrome: '1', edge: '2', firefox: '3', safari: '4.5', ios_saf: '6.7' })).toEqual([
      'chrome1',
      'edge2',
      'firefox3',
      'safari4.5',
      'ios6.7',
    ]);
    expect(buildTargets()).toHaveLength(Object.keys(BROWSERS).length);
  });
});

describe('the built files', () => {
  test('are there: npm run build', () => {
    expect(builtFiles).toEqual(
      expect.arrayContaining([
        'packages/element/dist/stream/secure-stream.js',
        'packages/element/dist/cdn/secure-stream.bundle.js',
        'packages/react/dist/index.js',
      ]),
    );
  });

  test(`are valid in ES${ECMASCRIPT_VERSION}`, () => {
    const errorOf = (file: string) => {
      try {
        namesIn(file);
        return [];
      } catch (error) {
        return [`${file}: ${String(error)}`];
      }
    };
    expect(builtFiles.flatMap(errorOf)).toEqual([]);
  });

  // The scripts of `cdn` contain the same modules, and hls.js, Lit and media-chrome, which ask for what they need.
  const modules = builtFiles.filter((file) => !file.includes('/cdn/')).map(namesIn);

  test('use nothing else that a stated version lacks', () => {
    const expected = [...Object.keys(OPTIONAL), ...OTHER_OBJECTS].toSorted();
    expect(findUnsupportedNames(modules, versions)).toEqual(expected);
  });

  test('use each required feature', () => {
    const used = new Set(modules.flatMap(({ globals, members, css }) => [...globals, ...members, ...css]));
    const isUsed = (path: string) => used.has(path) || used.has(nameOf({ path }));
    const named = REQUIRED.map(({ path }) => path).filter((path) => !path.startsWith('javascript.classes'));
    expect(named.filter((path) => !isUsed(path))).toEqual([]);
  });
});

describe('findUnsupportedNames', () => {
  const old = { ...versions, firefox: '100' };
  const find = (code: string) => findUnsupportedNames([findUsedNames(code, ECMASCRIPT_VERSION)], old);

  test.each([
    ['a global', 'new EditContext()', ['.EditContext', 'EditContext']],
    ['a static member', 'AbortSignal.any([])', ['AbortSignal.any']],
    ['a member that every interface lacks', 'layer.showPopover()', ['.showPopover']],
    ['an at-rule', '`@container (width < 1rem) { a { color: red; } }`', ['css.at-rules.container']],
    ['a selector', '`a:has(b) { color: red; }`', ['css.selectors.has']],
    ['a property', '`a { container-type: size; }`', ['css.properties.container-type']],
    ['a function', '`a { color: color-mix(in srgb, red, blue); }`', ['css.types.color.color-mix']],
  ])('reports %s', (_name, code, expected) => {
    expect(find(code)).toEqual(expected.filter((name) => name !== '.EditContext'));
  });

  test.each([
    ['what every stated version has', 'fetch(new URL("a", location.href)); media.play();'],
    ['a member that the code declares', 'const layer = { showPopover() {} }; layer.showPopover();'],
    ['names in comments of style sheets', '`/* @container */ a { color: red; }`'],
  ])('does not report %s', (_name, code) => {
    expect(find(code)).toEqual([]);
  });

  test('rejects syntax that is newer', () => {
    expect(() => findUsedNames('const sets = /[a--b]/v;', ECMASCRIPT_VERSION)).toThrow(SyntaxError);
  });
});

describe('findFeature', () => {
  test('counts neither a flag, a prefix nor a part as support', () => {
    expect(findFeature('css.selectors.state').addedIn.chrome).toBe(125);
    expect(isSupported(findFeature('api.MediaSource'), versions)).toBe(false);
  });

  test('throws for a path that the data do not have', () => {
    expect(() => findFeature('api.NotThere')).toThrow('no api.NotThere');
  });
});
