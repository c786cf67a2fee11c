import { rmSync } from 'node:fs';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

/**
 * The entry points that a site imports, by the name that TypeDoc derives from the source file (`src` is an index). The types of translations, of frameworks and of the CDN files are left out:
 * they repeat those of the element.
 */
const ENTRY_POINTS: Readonly<Record<string, string>> = {
  'element/src/entries': 'element',
  'element/src/entries/define-player': 'element/player',
  'element/src/entries/define-transcript': 'element/transcript',
  'element/src/entries/tabs': 'element/tabs',
  'element/src/entries/catalogue': 'element/catalogue',
  'session/src': 'session',
  'session/src/core': 'session/core',
  'session/src/hls': 'session/hls',
  'react/src': 'react',
  'react/src/lazy': 'react/lazy',
  'react/src/player': 'react/player',
  'signer/src': 'signer',
  'signer/src/durable-objects': 'signer/durable-objects',
  'origin/src': 'origin',
  'origin/src/hosts/node': 'origin/node',
  'origin/src/hosts/msw': 'origin/msw',
  'origin/src/hosts/koa': 'origin/koa',
  'origin/src/hosts/worker': 'origin/worker',
  'origin/src/library/library': 'origin/library',
};

/** Writes the TypeScript reference of the published packages as Markdown, a page for each entry point. */
export async function writeTypeScriptReference(folder: string): Promise<void> {
  const options: Partial<TypeDocOptions> & Partial<PluginOptions> = {
    name: 'TypeScript reference',
    entryPoints: Object.keys(ENTRY_POINTS).map((name) => `packages/${name.replace(/src$/, 'src/index')}.ts`),
    tsconfig: 'site/tsconfig.typedoc.json',
    plugin: ['typedoc-plugin-markdown'],
    router: 'module',
    entryFileName: 'index',
    readme: 'none',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    // TypeDoc numbers some headings that VitePress does not.
    useHTMLAnchors: true,
    pageTitleTemplates: { module: '@secure-stream/{name}' },
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    // The members that a class has from `HTMLElement` would be most of its page.
    excludeExternals: true,
    disableSources: true,
    sanitizeComments: true,
    logLevel: 'Error',
    out: folder,
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc cannot read the types');
  for (const module of project.children ?? []) module.name = ENTRY_POINTS[module.name] ?? module.name;
  rmSync(folder, { recursive: true, force: true });
  await app.generateOutputs(project);
}
