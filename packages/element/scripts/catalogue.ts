import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { format, resolveConfig } from 'prettier';
import { renderDifferences, renderRequirements } from '../test/video-comparison/page.ts';
import { renderApi } from './catalogue-api.ts';
import { createManifest } from './catalogue-manifest.ts';
import { renderBrowsers } from '../../../scripts/browser-support.ts';
import { renderLlms } from '../../../scripts/docs/llms.ts';

const HTML = 'vscode.html-custom-data.json';
const CSS = 'vscode.css-custom-data.json';

/** Generates the files from the classes and the catalogues, by the path where they are committed. */
export async function generateOutputs(): Promise<Record<string, string>> {
  const { manifest, element, player, transcript } = createManifest();
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  try {
    // The generator always prints what it writes.
    const { log } = console;
    console.log = () => {};
    generateVsCodeCustomElementData(manifest as Parameters<typeof generateVsCodeCustomElementData>[0], {
      outdir: folder,
    });
    console.log = log;
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const texts = {
      'packages/element/custom-elements.json': JSON.stringify(manifest),
      [`packages/element/${HTML}`]: read(HTML),
      [`packages/element/${CSS}`]: withoutRepetitions(read(CSS)),
      'docs/browsers.md': renderBrowsers(readFileSync('docs/browsers.md', 'utf8')),
      'docs/api.md': renderApi(element, player, transcript),
      'docs/video-differences.md': renderDifferences(),
      'docs/html-standard.md': renderRequirements(),
    };
    const pretty = async ([path, text]: [string, string]) =>
      [path, await format(text, { ...(await resolveConfig(path)), filepath: path })] as const;
    return { ...Object.fromEntries(await Promise.all(Object.entries(texts).map(pretty))), 'llms.txt': renderLlms() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The generator lists a custom property once for each tag that has it. */
function withoutRepetitions(text: string): string {
  const data = JSON.parse(text) as Record<'properties' | 'pseudoElements', { readonly name: string }[]>;
  const firstOfName = (entries: { readonly name: string }[]) =>
    [...new Map(entries.toReversed().map((entry) => [entry.name, entry])).values()].toReversed();
  return JSON.stringify({
    ...data,
    properties: firstOfName(data.properties),
    pseudoElements: firstOfName(data.pseudoElements),
  });
}

if (process.argv[1] === import.meta.filename)
  for (const [path, text] of Object.entries(await generateOutputs())) writeFileSync(path, text);
