import { readFileSync } from 'node:fs';
import * as analyzer from '@custom-elements-manifest/analyzer';
// @ts-expect-error The analyzer exports it without types.
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import type {
  Attribute,
  ClassDeclaration,
  CustomElementField,
  CustomElementDeclaration,
  Event,
  Package,
} from 'custom-elements-manifest/schema';
import { MEDIA_EVENTS, WEBKIT_MEDIA_EVENTS } from '@secure-stream/protocol';
import { playerEvents } from '../src/events/player-events.ts';
import { streamEvents } from '../src/events/event-map.ts';
import { toKebabCase } from '../src/stream/config.ts';

/** Functions that the analyzer exports without types. */
interface Analyzer {
  create(options: { modules: readonly unknown[]; plugins: readonly unknown[]; context: object }): Package;
  readonly ts: {
    readonly ScriptTarget: { readonly ES2015: number };
    createSourceFile(name: string, text: string, target: number, parents: boolean): unknown;
  };
}

const { create, ts } = analyzer as unknown as Analyzer;

const ROOT = 'packages/element/src';

/** The file of each tag's class. */
const MODULES = {
  'secure-stream': 'stream/secure-stream.ts',
  'secure-stream-player': 'player/secure-stream-player.ts',
  'secure-stream-transcript': 'transcript/secure-stream-transcript.ts',
} as const;

type Declaration = ClassDeclaration & CustomElementDeclaration;

/** Creates the manifest of the tags: attributes, properties, slots and parts from the classes, events from the catalogue. */
export function createManifest(): {
  manifest: Package;
  element: Declaration;
  player: Declaration;
  transcript: Declaration;
} {
  const manifest = create({
    modules: Object.values(MODULES).map(parse),
    plugins: litPlugin(),
    context: {},
  });
  const element = publish(manifest, 'secure-stream', 'SecureStreamElement');
  const player = publish(manifest, 'secure-stream-player', 'SecureStreamPlayerElement');
  nameAttributes(element);
  element.members = [...(element.members ?? []).filter(isPublic), ...reflected(element)];
  element.events = [...ownEvents(streamEvents), ...mediaEvents()];
  player.events = ownEvents(playerEvents);
  forwardTo(player, element);
  const transcript = publish(manifest, 'secure-stream-transcript', 'SecureStreamTranscriptElement');
  transcript.members = (transcript.members ?? []).filter(isPublic);
  return { manifest, element, player, transcript };
}

/** Finds the class of a tag, and names the file where users find it. */
function publish({ modules }: Package, tagName: keyof typeof MODULES, className: string): Declaration {
  const module = modules.find(({ path }) => path === `${ROOT}/${MODULES[tagName]}`);
  const declaration = module?.declarations?.find(({ name }) => name === className) as Declaration | undefined;
  if (!module || !declaration) throw new Error(`The class ${className} was not found.`);
  Object.assign(declaration, { customElement: true, tagName });
  module.path = `dist/${MODULES[tagName].replace(/\.ts$/, '.js')}`;
  for (const entry of module.exports ?? []) entry.declaration.module = module.path;
  module.declarations = [declaration];
  return declaration;
}

/** The class names the attributes of its properties, which the analyzer does not see. */
function nameAttributes({ attributes = [], members = [] }: Declaration): void {
  for (const attribute of attributes) if (attribute.fieldName) attribute.name = toKebabCase(attribute.fieldName);
  for (const field of members as CustomElementField[]) if (field.attribute) field.attribute = toKebabCase(field.name);
}

/** The player has the API of the element that it contains, and exports its parts. */
function forwardTo(player: Declaration, element: Declaration): void {
  const { attributes = [], members, events, slots = [], cssParts = [], cssProperties = [], cssStates } = element;
  const {
    attributes: ownAttributes = [],
    events: playerOnly = [],
    slots: ownSlots = [],
    cssProperties: ownProperties = [],
  } = player;
  const ownMembers = [...(player.members ?? []).filter(isPublic), ...reflected(player)];
  Object.assign(player, {
    superclass: { name: 'HTMLElement' },
    attributes: [...ownAttributes, ...attributes.filter(({ name }) => !IMPLIED.has(name))],
    members: [...ownMembers, ...(members ?? [])],
    events: [...playerOnly, ...(events ?? [])],
    slots: [...ownSlots, ...slots],
    cssParts: [...(player.cssParts ?? []), ...cssParts],
    cssProperties: [
      ...ownProperties,
      ...cssProperties.filter(({ name }) => !ownProperties.some((own) => own.name === name)),
    ],
    cssStates,
  });
}

/** Attributes that are always on in the player. */
const IMPLIED = new Set(['controls', 'storyboard']);

function parse(file: string): unknown {
  // The analyzer reads `properties` only as a plain object literal.
  const text = readFileSync(`${ROOT}/${file}`, 'utf8').replace(
    /( properties = )(?:nameAttributes\()?(\{.*?\n {2}\})[^;]*;/s,
    '$1$2;',
  );
  return ts.createSourceFile(`${ROOT}/${file}`, text, ts.ScriptTarget.ES2015, true);
}

/** Whether a page may use a member: not private, no lifecycle callback, and not a member of every element. */
const isPublic = ({ name, privacy, static: isStatic }: { name: string; privacy?: string; static?: boolean }) =>
  (privacy === undefined || privacy === 'public') && !isStatic && !/^[#[]/.test(name) && !INTERNAL.has(name);

/** `muted`: the analyzer reads an assignment to the inner video as a field of the class. */
const INTERNAL = new Set(['connectedMoveCallback', 'ariaLive', 'muted']);

/** Attributes from the class's doc comment. Their properties and types are in `reflected-attributes.ts`. */
function reflected({ attributes = [] }: CustomElementDeclaration): CustomElementField[] {
  const fields: CustomElementField[] = [];
  for (const attribute of attributes) {
    if (attribute.fieldName || attribute.name === 'lang') continue;
    attribute.fieldName = PROPERTIES[attribute.name] ?? attribute.name;
    if (attribute.name !== 'token')
      fields.push({
        kind: 'field',
        name: attribute.fieldName,
        ...pick(attribute),
        attribute: attribute.name,
        reflects: true,
      });
  }
  return fields;
}

const pick = ({ type, description }: Attribute) => ({ ...(type && { type }), ...(description && { description }) });

const PROPERTIES: Readonly<Record<string, string>> = {
  'time-fragment': 'timeFragment',
  'loop-start': 'loopStart',
  'loop-end': 'loopEnd',
  'next-video-id': 'nextVideoId',
  'next-video-title': 'nextVideoTitle',
  'no-remember': 'noRemember',
  'video-title': 'videoTitle',
  'video-artist': 'videoArtist',
  muted: 'defaultMuted',
  playsinline: 'playsInline',
  crossorigin: 'crossOrigin',
  disablepictureinpicture: 'disablePictureInPicture',
  disableremoteplayback: 'disableRemotePlayback',
};

/** Reads the descriptions from the doc comments of the event classes. */
function ownEvents(catalogue: Readonly<Record<string, { readonly event: { readonly name: string } }>>): Event[] {
  const files = [
    'events/player-events.ts',
    'events/stream-events.ts',
    'events/stream-type-events.ts',
    'events/watermark-event.ts',
    'events/watch-events.ts',
  ];
  const { modules } = create({ modules: files.map(parse), plugins: [], context: {} });
  const classes = modules.flatMap(({ declarations }) => declarations);
  return Object.entries(catalogue).map(([name, { event }]) => ({
    name,
    type: { text: event.name },
    description: classes.find((one) => one?.name === event.name)?.description ?? '',
  }));
}

const mediaEvents = (): Event[] =>
  [...MEDIA_EVENTS, ...WEBKIT_MEDIA_EVENTS].map((name) => ({
    name,
    type: { text: 'Event' },
    description: 'As on `<video>`.',
  }));
