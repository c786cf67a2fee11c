import type { CustomElementField, ClassMethod, CustomElementDeclaration } from 'custom-elements-manifest/schema';
import { streamErrors, type StreamErrorReason } from '../packages/element/src/errors/stream-error.ts';
import { english } from '../packages/element/src/translations/messages.ts';
import { streamEvents } from '../packages/element/src/events/stream-events.ts';

/** Everything public of `<secure-stream>` as a page, so that a change of it is a line in the review. */
export function renderApi(declaration: CustomElementDeclaration): string {
  const members = declaration.members ?? [];
  const fields = members.filter((member): member is CustomElementField => member.kind === 'field');
  const methods = members.filter((member): member is ClassMethod => member.kind === 'method');
  const own = Object.keys(streamEvents);
  return [
    '# `<secure-stream>`',
    'Made by `npm run catalogue` from the class and the catalogue; a test fails when it is stale.',
    declaration.description ?? '',
    section(
      'Attributes',
      ['attribute', 'property', 'type', 'meaning'],
      (declaration.attributes ?? []).map(({ name, fieldName, type, description }) => [
        code(name),
        fieldName && fieldName !== name ? code(fieldName) : '',
        code(type?.text),
        description,
      ]),
    ),
    section(
      'Properties',
      ['property', 'type', 'meaning'],
      fields
        .filter(({ attribute }) => !attribute)
        .map(({ name, type, description, readonly }) => [
          code(name) + (readonly ? ', read only' : ''),
          code(type?.text),
          description,
        ]),
    ),
    section(
      'Methods',
      ['method', 'returns', 'meaning'],
      methods.map(({ name, parameters = [], return: result, description }) => [
        code(`${name}(${parameters.map((one) => one.name + (one.optional ? '?' : '')).join(', ')})`),
        code(result?.type?.text),
        description,
      ]),
    ),
    section(
      'Events',
      ['event', 'class', 'meaning'],
      (declaration.events ?? [])
        .filter(({ name }) => own.includes(name))
        .map(({ name, type, description }) => [code(name), code(type?.text), description]),
    ),
    `And those of \`<video>\`: ${(declaration.events ?? [])
      .filter(({ name }) => !own.includes(name))
      .map(({ name }) => code(name))
      .join(', ')}.`,
    section(
      'Slots',
      ['slot', 'meaning'],
      (declaration.slots ?? []).map(({ name, description }) => [code(name), description]),
    ),
    section(
      'Parts',
      ['part', 'meaning'],
      (declaration.cssParts ?? []).map(({ name, description }) => [code(name), description]),
    ),
    section(
      'Custom properties',
      ['property', 'default', 'meaning'],
      (declaration.cssProperties ?? []).map((one) => [code(one.name), code(one.default), one.description]),
    ),
    section(
      'States',
      ['state', 'meaning'],
      (declaration.cssStates ?? []).map(({ name, description }) => [code(`:state(${name})`), description]),
    ),
    section(
      'Errors',
      ['reason', 'code', 'who can act', 'the viewer reads'],
      Object.entries(streamErrors).map(([reason, { code: number, remedy }]) => [
        `[${code(reason)}](errors/${reason}.md)`,
        String(number),
        remedy,
        english.errors[reason as StreamErrorReason],
      ]),
    ),
  ].join('\n\n');
}

type Cell = string | undefined;

const section = (title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

const line = (cells: readonly Cell[]) =>
  `| ${cells.map((cell = '') => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;

const code = (text: string | undefined) => (text ? `\`${text}\`` : '');
