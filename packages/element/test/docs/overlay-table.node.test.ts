import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OVERLAYS } from '../../src/stream/overlay/status-overlay.js';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guides/theming.md'), 'utf8');

/** The reasons that the guide names in the row of an overlay. */
function reasonsInGuide(overlay: string): string[] {
  const [, text = ''] = new RegExp(`^\\| ${overlay} +\\| ([^|]+)`, 'm').exec(guide) ?? [];
  const [, list = ''] = /\((`[^)]+)\)/.exec(text) ?? [];
  return [...list.matchAll(/`([a-z-]+)`/g)].map(([, reason]) => reason!).sort();
}

test.each([...new Set(Object.values(OVERLAYS))])('the guide names the reasons of the overlay %s', (overlay) => {
  const reasons = Object.entries(OVERLAYS).flatMap(([reason, kind]) => (kind === overlay ? [reason] : []));
  expect(reasonsInGuide(overlay)).toEqual(reasons.sort());
});
