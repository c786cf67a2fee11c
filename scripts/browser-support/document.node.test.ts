import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderStated, replaceSection } from './document.ts';
import { readStatedVersions } from './stated-versions.ts';

const page = readFileSync(new URL('../../docs/browsers.md', import.meta.url), 'utf8');

describe('docs/browsers.md', () => {
  test('has the stated versions: npm run browsers', () => {
    expect(replaceSection(page, 'stated', renderStated(readStatedVersions()))).toBe(page);
  });
});
