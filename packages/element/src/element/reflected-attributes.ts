import { markWritable } from './media-members.js';

/** Boolean attributes with the same meaning as on `<video>`. */
export const BOOLEAN_ATTRIBUTES = [
  'autoplay',
  'controls',
  'defaultMuted',
  'disablePictureInPicture',
  'disableRemotePlayback',
  'loop',
  'playsInline',
] as const;

const toAttributeName = (name: string) => (name === 'defaultMuted' ? 'muted' : name.toLowerCase());

export interface ReflectedAttributes {
  autoplay: boolean;
  controls: boolean;
  defaultMuted: boolean;
  disablePictureInPicture: boolean;
  disableRemotePlayback: boolean;
  loop: boolean;
  playsInline: boolean;
  /** Default `metadata`. With `none`, no token is requested before playback is. */
  get preload(): 'none' | 'metadata' | 'auto';
  set preload(value: 'none' | 'metadata' | 'auto' | '' | null | undefined);
  /** The URL of an image, or `none`. Default: an image of the video, signed with the token. */
  get poster(): string;
  set poster(value: string | null | undefined);
  get crossOrigin(): string | null;
  set crossOrigin(value: string | null | undefined);
  /** CSS pixels. */
  width: number;
  height: number;
}

export const REFLECTED_ATTRIBUTES: readonly string[] = [
  ...BOOLEAN_ATTRIBUTES.map(toAttributeName),
  'preload',
  'poster',
  'crossorigin',
  'width',
  'height',
];

/** Defines these properties on a prototype. They reflect the attributes synchronously, and the attribute is the only storage. */
export function reflectAttributes(prototype: HTMLElement): void {
  for (const name of BOOLEAN_ATTRIBUTES)
    defineProperty(prototype, name, {
      get() {
        return this.hasAttribute(toAttributeName(name));
      },
      set(value: unknown) {
        this.toggleAttribute(toAttributeName(name), Boolean(value));
      },
    });
  reflectAttribute(prototype, 'preload', (value) =>
    value === 'none' ? value : value === 'auto' || value === '' ? 'auto' : 'metadata',
  );
  reflectAttribute(prototype, 'poster', (value) => value ?? '');
  reflectAttribute(prototype, 'crossOrigin', (value) =>
    value === null ? null : value === 'use-credentials' ? value : 'anonymous',
  );
  for (const name of ['width', 'height'])
    reflectAttribute(prototype, name, (value) => Math.max(0, Number.parseInt(value ?? '', 10)) || 0);
}

function reflectAttribute(prototype: HTMLElement, name: string, parse: (attribute: string | null) => unknown): void {
  defineProperty(prototype, name, {
    get() {
      return parse(this.getAttribute(name));
    },
    set(value: string | number | null | undefined) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}

function defineProperty(
  prototype: HTMLElement,
  name: string,
  accessor: PropertyDescriptor & ThisType<HTMLElement>,
): void {
  markWritable(name);
  Object.defineProperty(prototype, name, { configurable: true, enumerable: true, ...accessor });
}
