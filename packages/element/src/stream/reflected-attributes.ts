/** Boolean attributes with the same meaning as on `<video>`. */
const BOOLEAN_ATTRIBUTES = [
  'autoplay',
  'controls',
  'defaultMuted',
  'disablePictureInPicture',
  'disableRemotePlayback',
  'loop',
  'playsInline',
] as const;

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
  /** Default `eager`. With `lazy`, nothing is requested before the player is near the viewport, or `play()` or `load()` is called. */
  get loading(): 'eager' | 'lazy';
  set loading(value: 'eager' | 'lazy' | null | undefined);
  /** The URL of an image, or `none`. Default: an image of the video, signed with the token. */
  get poster(): string;
  set poster(value: string | null | undefined);
  get crossOrigin(): string | null;
  set crossOrigin(value: string | null | undefined);
  /** CSS pixels. */
  width: number;
  height: number;
}

/** How a property reads its attribute (HTML, "Reflecting content attributes in IDL attributes"), and what it writes. */
interface Reflection {
  /** `null`: the attribute is absent. */
  read(value: string | null, host: HTMLElement): unknown;
  /** Default: the value as text. `null` and `undefined` remove the attribute, because frameworks use them to unset a property. */
  write?(value: unknown): unknown;
}

const DIMENSION: Reflection = {
  read: (value) => toDimension(Number.parseInt(value as string, 10)),
  // Web IDL converts an `unsigned long` as `>>>` does.
  write: (value) => toDimension((value as number) >>> 0),
};

const REFLECTIONS: Readonly<Record<string, Reflection>> = {
  ...Object.fromEntries(
    BOOLEAN_ATTRIBUTES.map((name): [string, Reflection] => [
      name,
      { read: (value) => value !== null, write: (value) => (value ? '' : null) },
    ]),
  ),
  preload: { read: (value) => (value === '' ? 'auto' : limitTo(['none', 'auto'], value, 'metadata')) },
  loading: { read: (value) => limitTo(['lazy'], value, 'eager') },
  poster: {
    read: (value, { ownerDocument }) =>
      value === null ? '' : value === 'none' ? value : resolveUrl(value, ownerDocument),
  },
  crossOrigin: { read: (value) => (value === null ? null : limitTo(['use-credentials'], value, 'anonymous')) },
  width: DIMENSION,
  height: DIMENSION,
};

export const REFLECTED_PROPERTIES: readonly string[] = Object.keys(REFLECTIONS);

export const REFLECTED_ATTRIBUTES: readonly string[] = REFLECTED_PROPERTIES.map(toAttributeName);

/** Defines these properties on a prototype. They reflect the attributes synchronously, and the attribute is the only storage. */
export function reflectAttributes(prototype: HTMLElement): void {
  for (const [name, { read, write = (value: unknown) => value }] of Object.entries(REFLECTIONS)) {
    const attribute = toAttributeName(name);
    const accessor: PropertyDescriptor & ThisType<HTMLElement> = {
      configurable: true,
      enumerable: true,
      get() {
        return read(this.getAttribute(attribute), this);
      },
      set(input: unknown) {
        const value = write(input) as string | null | undefined;
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
    };
    Object.defineProperty(prototype, name, accessor);
  }
}

/** "Limited to only known values" (HTML): any other value is the default. */
function limitTo(keywords: readonly string[], value: string | null, fallback: string): string {
  return keywords.find((keyword) => keyword === value?.toLowerCase()) ?? fallback;
}

function toAttributeName(name: string): string {
  return name === 'defaultMuted' ? 'muted' : name.toLowerCase();
}

function toDimension(value: number): number {
  return value > 0 && value < 2 ** 31 ? value : 0;
}

/** Resolves a URL against the base of a document. Returns a value that is not a URL as it is, as an `<a>` does. */
export const resolveUrl = (url: string, document: Document): string =>
  Object.assign(document.createElement('a'), { href: url }).href;
