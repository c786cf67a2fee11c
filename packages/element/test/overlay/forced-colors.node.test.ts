import { build } from 'esbuild';
import { chromium } from 'playwright';
import { expect, test } from 'vitest';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../../../scripts/browsers.js';

// The test runner can not emulate forced colours.
test('forced colours paint each face in the colours of the system', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as fixture from '../support/overlay-fixture.ts'; Object.assign(globalThis, fixture);`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    conditions: ['source', 'browser'],
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  });
  const browser = await chromium.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ forcedColors: 'active' });
    await page.addScriptTag({ content: outputFiles[0]!.text });
    const colours = await page.evaluate(async () => {
      const { OVERLAYS: FACES, showOverlay: show } =
        globalThis as unknown as typeof import('../support/overlay-fixture.js');
      document.documentElement.style.background = 'Canvas';
      const canvas = getComputedStyle(document.documentElement).backgroundColor;
      const found: string[] = [];
      for (const face of FACES) {
        const panel = (await show(face)).renderRoot.querySelector('.overlay')!;
        if (face.kind !== 'loading' && face.kind !== 'start') found.push(getComputedStyle(panel).backgroundColor);
      }
      return { canvas, found };
    });
    expect(colours.found).toEqual(colours.found.map(() => colours.canvas));
  } finally {
    await browser.close();
  }
});
