/**
 * The layers of `ARCHITECTURE.md`, checked by `npm run lint`. Type-only imports count: what a
 * reader needs to understand a file is a dependency.
 * `npm run lint:layers -- --output-type err-long` prints the reason beside each violation; `npm run diagram` draws the packages in Mermaid.
 */
const ELEMENT = '^packages/element/src/';

/** The layers of the element, lowest first. A layer may import itself and those below it. */
const ELEMENT_LAYERS = [
  ['media', 'media/'],
  ['events', 'events/'],
  ['live, tracks, images, locales, progress and watermark', '(live|tracks|images|locales|progress|watermark)/'],
  ['engines', 'engines/'],
  ['playback', 'playback/'],
  ['stream', 'stream/'],
  ['transcript and quality', '(transcript|quality)/'],
  ['analytics', 'analytics/'],
  ['player', 'player/'],
  ['entry points and frameworks', 'entries/|frameworks/'],
];

const upward = ELEMENT_LAYERS.slice(0, -1).map(([name, own], index) => ({
  name: `element: ${name} imports nothing above itself`,
  comment: 'See the diagram of layers in ARCHITECTURE.md. Move what both need into a file below both.',
  severity: 'error',
  from: { path: `${ELEMENT}(${own})` },
  to: {
    path: `${ELEMENT}(${ELEMENT_LAYERS.slice(index + 1)
      .map(([, path]) => path)
      .join('|')})`,
  },
}));

const outside = { path: ELEMENT, pathNot: `${ELEMENT}(${ELEMENT_LAYERS.map(([, path]) => path).join('|')})` };

const forbidden = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbidden(
      'no circles',
      {},
      { circular: true },
      'The type or function that both need gets a file of its own, below both.',
    ),
    forbidden(
      'every import is found',
      { path: '^packages/' },
      { couldNotResolve: true },
      'A path or a dependency is misspelt.',
    ),

    // Packages: protocol ← signer ← origin, protocol ← session ← element ← react, and nothing published imports what is only for tests.
    forbidden(
      'protocol imports no other package',
      { path: '^packages/protocol/src' },
      { path: '^packages/(?!protocol/)' },
    ),
    forbidden(
      'signer imports only protocol',
      { path: '^packages/signer/src' },
      { path: '^packages/(?!signer/|protocol/)' },
    ),
    forbidden(
      'origin imports only signer and protocol',
      { path: '^packages/origin/src' },
      { path: '^packages/(?!origin/|signer/|protocol/)' },
    ),
    forbidden(
      'session imports only protocol',
      { path: '^packages/session/src' },
      { path: '^packages/(?!session/|protocol/)' },
    ),
    forbidden(
      'element imports only session and protocol',
      { path: '^packages/element/src' },
      { path: '^packages/(?!element/|session/|protocol/)' },
    ),
    forbidden(
      'element imports session as any other player does',
      { path: '^packages/element/src' },
      { path: '^packages/session/src/(?!(index|core|hls)\\.ts$)' },
      'Through an entry point of the package.',
    ),
    forbidden(
      'react imports only element, session and protocol',
      { path: '^packages/react/src' },
      { path: '^packages/(?!react/|element/|session/|protocol/)' },
    ),
    forbidden(
      'test-server imports only origin and signer',
      { path: '^packages/test-server/src' },
      { path: '^packages/(?!test-server/|origin/|signer/|protocol/)' },
    ),
    forbidden(
      'create-secure-stream imports no other package',
      { path: '^packages/create-secure-stream/src' },
      { path: '^packages/(?!create-secure-stream/)' },
      'An app that it writes installs the packages.',
    ),
    forbidden(
      'source imports no test, story, bench or script',
      { path: '^packages/[^/]+/src' },
      { path: '^(e2e|stories|bench|scripts|examples)/|/test/' },
    ),
    forbidden('scripts import nothing of e2e', { path: '^scripts/' }, { path: '^e2e/' }),

    // Layers of the element.
    ...upward,
    forbidden(
      'element: an engine imports no other engine',
      { path: `${ELEMENT}engines/(hls|native|iframe)/` },
      { path: `${ELEMENT}engines/(hls|native|iframe)/`, pathNot: `${ELEMENT}engines/$1/` },
      'Only `handover/` is shared, by `native/` and `iframe/`.',
    ),
    forbidden(
      'element: hls needs no hand-over',
      { path: `${ELEMENT}engines/hls/` },
      { path: `${ELEMENT}engines/handover/` },
    ),
    forbidden(
      'element: hand-over knows no engine',
      { path: `${ELEMENT}engines/handover/` },
      { path: `${ELEMENT}engines/(hls|native|iframe)/` },
    ),
    // A rule sees imports, not files: a file outside the layers imports, is imported, or is an orphan.
    ...[
      [outside, {}],
      [{}, outside],
      [{ ...outside, orphan: true }, {}],
    ].map(([from, to]) =>
      forbidden(
        'element: every file belongs to a layer',
        from,
        to,
        'Put it into one of the folders of ARCHITECTURE.md, or add the folder to the layers here and there.',
      ),
    ),
  ],
  options: {
    // TypeScript 7 has no compiler API that dependency-cruiser could use.
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    // The apps of `npm run -w e2e packed` are read outside of the repository, with packages that are installed there.
    exclude: { path: ['(^|/)(dist|\\.types|node_modules)/', '^e2e/packed/apps/'] },
    enhancedResolveOptions: {
      conditionNames: ['@secure-stream/source', 'import', 'browser', 'types', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
