import { build } from 'esbuild';
import { chromium } from 'playwright';
import { expect, test } from 'vitest';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../../../../scripts/browsers.js';

// The browser test runner cannot emulate forced colors.
test('each overlay uses the system colors under forced colors', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as fixture from '../../support/overlay-fixture.ts'; Object.assign(globalThis, fixture);`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    conditions: ['@secure-stream/source', 'browser'],
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  });
  const browser = await chromium.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ forcedColors: 'active' });
    await page.addScriptTag({ content: outputFiles[0]!.text });
    const colors = await page.evaluate(async () => {
      const { OVERLAYS, showOverlay } = globalThis as unknown as typeof import('../../support/overlay-fixture.js');
      document.documentElement.style.background = 'Canvas';
      const canvas = getComputedStyle(document.documentElement).backgroundColor;
      const found: string[] = [];
      for (const overlay of OVERLAYS) {
        const panel = (await showOverlay(overlay)).renderRoot.querySelector('.overlay')!;
        if (overlay.kind !== 'loading' && overlay.kind !== 'start') found.push(getComputedStyle(panel).backgroundColor);
      }
      return { canvas, found };
    });
    expect(colors.found).toEqual(colors.found.map(() => colors.canvas));
  } finally {
    await browser.close();
  }
});
