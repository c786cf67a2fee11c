import { attempt } from '../observe.ts';
import type { Probe, ProbeGroup, Subject, Values } from '../probe.ts';

const BOOLEANS = {
  autoplay: 'autoplay',
  controls: 'controls',
  loop: 'loop',
  defaultMuted: 'muted',
  playsInline: 'playsinline',
  disablePictureInPicture: 'disablepictureinpicture',
  disableRemotePlayback: 'disableremoteplayback',
} as const;

const STRINGS: readonly [property: string, attribute: string, values: readonly unknown[]][] = [
  ['preload', 'preload', ['none', 'NONE', 'metadata', 'auto', 'AUTO', '', 'wrong', ' none', 1]],
  [
    'crossOrigin',
    'crossorigin',
    ['', 'anonymous', 'ANONYMOUS', 'use-credentials', 'Use-Credentials', 'wrong', null, undefined],
  ],
  ['poster', 'poster', ['', 'still.jpg', '/a b.jpg', 'https://example.com/x', 'https://[', ' x ', 1]],
  ['width', 'width', [0, 320, '320', '320px', 'x', -5, 3.9, '-5', '+7', ' 12', '', null, 2 ** 31, true]],
  ['height', 'height', [0, 180, '180.5', 'NaN', -1, 1.2, 2 ** 32 + 5, undefined]],
];

const reflects = (requirement: string, observe: (subject: Subject) => Values): Probe => ({ requirement, observe });

function probeBoolean(property: string, attribute: string): Probe {
  return reflects(`${property} reflects the boolean attribute ${attribute}.`, (subject) => {
    // Not every browser has it.
    if (!(property in HTMLVideoElement.prototype)) return {};
    const media = subject.create();
    const values: Record<string, unknown> = { initial: Reflect.get(media, property) };
    for (const value of ['', attribute, 'false', attribute.toUpperCase()]) {
      media.setAttribute(attribute, value);
      values[`attribute "${value}"`] = Reflect.get(media, property);
      media.removeAttribute(attribute);
    }
    values['attribute in capitals'] = (media.setAttribute(attribute.toUpperCase(), ''), Reflect.get(media, property));
    media.removeAttribute(attribute);
    for (const value of [true, false, 'false', '', 0, 1, null]) {
      Reflect.set(media, property, value);
      values[`property ${JSON.stringify(value)}`] = `${media.getAttribute(attribute)} ${Reflect.get(media, property)}`;
    }
    return values;
  });
}

/** The URL of a test page differs from run to run. */
const withoutBase = (value: unknown) =>
  typeof value === 'string'
    ? value
        .replace(document.baseURI, '<page>')
        .replace(new URL('.', document.baseURI).href, '<base>')
        .replace(location.origin, '<origin>')
    : value;

function probeString(property: string, attribute: string, inputs: readonly unknown[]): Probe {
  return reflects(`${property} reflects the attribute ${attribute}.`, (subject) => {
    const media = subject.create();
    const read = () => withoutBase(Reflect.get(media, property));
    const values: Record<string, unknown> = { initial: read() };
    for (const input of inputs) {
      if (input !== null && input !== undefined) {
        media.setAttribute(attribute, input as string);
        values[`attribute ${JSON.stringify(input)}`] = read();
        media.removeAttribute(attribute);
      }
      const set = attempt(() => void Reflect.set(media, property, input));
      values[`property ${JSON.stringify(input)}`] = `${media.getAttribute(attribute)} ${String(set ?? read())}`;
      media.removeAttribute(attribute);
    }
    return values;
  });
}

export const ATTRIBUTES: ProbeGroup = {
  title: 'Reflection of attributes',
  section:
    'https://html.spec.whatwg.org/multipage/common-dom-interfaces.html#reflecting-content-attributes-in-idl-attributes',
  probes: {
    ...Object.fromEntries(
      Object.entries(BOOLEANS).map(([property, attribute]) => [property, probeBoolean(property, attribute)]),
    ),
    ...Object.fromEntries(
      STRINGS.map(([property, attribute, values]) => [property, probeString(property, attribute, values)]),
    ),
    controlsList: reflects('controlsList is a token list that reflects the attribute.', (subject) => {
      const media = subject.create() as HTMLVideoElement & { controlsList?: DOMTokenList };
      const values: Record<string, unknown> = { type: String(media.controlsList) };
      const { controlsList } = media;
      if (!controlsList) return values;
      controlsList.add('nodownload');
      values['attribute after add()'] = media.getAttribute('controlslist');
      media.setAttribute('controlslist', 'nofullscreen wrong');
      values['tokens of the attribute'] = [...controlsList].join(' ');
      values['supports("nodownload")'] = attempt(() => controlsList.supports('nodownload'));
      values['supports("wrong")'] = attempt(() => controlsList.supports('wrong'));
      Reflect.set(media, 'controlsList', 'noremoteplayback');
      values['attribute after assignment'] = media.getAttribute('controlslist');
      values['same object'] = media.controlsList === controlsList;
      return values;
    }),
    cloneNode: reflects('A clone has the attributes of its original.', (subject) => {
      const media = subject.create();
      for (const name of ['muted', 'controls', 'loop']) media.setAttribute(name, '');
      const clone = media.cloneNode() as HTMLVideoElement;
      return {
        attributes: clone
          .getAttributeNames()
          .sort()
          .filter((name) => name !== 'engine')
          .join(' '),
        muted: clone.muted,
        paused: clone.paused,
      };
    }),
    parsed: reflects('A parsed element has the values of its attributes at once.', (subject) => {
      const { localName } = subject.create();
      const box = document.body.appendChild(document.createElement('div'));
      box.innerHTML = `<${localName} muted loop controls preload="none" width="10" autoplay></${localName}>`;
      const { muted, defaultMuted, loop, controls, preload, width, autoplay, volume, paused } =
        box.firstElementChild as HTMLVideoElement;
      return { muted, defaultMuted, loop, controls, preload, width, autoplay, volume, paused };
    }),
    muted: reflects('The attribute muted sets the property only when the element is created.', (subject) => {
      const media = subject.create();
      const values: Record<string, unknown> = { initial: media.muted };
      media.setAttribute('muted', '');
      values['after setAttribute()'] = media.muted;
      media.muted = false;
      values['after muted = false'] = `${media.muted} ${media.defaultMuted}`;
      media.removeAttribute('muted');
      media.muted = true;
      values['after muted = true'] = `${media.muted} ${media.defaultMuted} ${media.hasAttribute('muted')}`;
      return values;
    }),
  },
};
