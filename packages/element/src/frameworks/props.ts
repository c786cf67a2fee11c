import type { ReactiveElement } from '@lit/reactive-element';
import type { ReflectedAttributes } from '../stream/reflected-attributes.js';
import type { SecureStreamElement } from '../stream/secure-stream.js';
import type { SecureStreamTranscriptElement } from '../transcript/secure-stream-transcript.js';
import type { SecureStreamEventMap } from '../events/event-map.js';
import type { PlayerEventMap } from '../events/player-events.js';
import type { PlayerProperties } from '../player/features/properties.js';

/** All properties of `<secure-stream>` that a page can set, derived from the class. */
export type StreamProps = Partial<Omit<ReflectedAttributes, 'preload' | 'loading' | 'poster' | 'crossOrigin'>> & {
  preload?: 'none' | 'metadata' | 'auto' | undefined;
  loading?: 'eager' | 'lazy' | undefined;
  poster?: string | undefined;
  crossOrigin?: string | null | undefined;
} & { [Name in SettableName]?: SecureStreamElement[Name] } & Partial<
    Pick<
      SecureStreamElement,
      'currentTime' | 'defaultPlaybackRate' | 'muted' | 'playbackRate' | 'preservesPitch' | 'volume'
    >
  >;

/** The properties that are also attributes: strings, numbers and booleans. */
export type StreamAttributes = {
  [Name in SettableName as IsPrimitive<SecureStreamElement[Name]> extends true ? Kebab<Name> : never]?:
    SecureStreamElement[Name] | string;
} & { [Name in Lowercase<keyof ReflectedAttributes> | 'muted']?: string | number | boolean | undefined };

/** What `<secure-stream-player>` has beside `StreamProps`. */
export type PlayerProps = { [Name in keyof PlayerProperties]?: PlayerProperties[Name] | undefined };

/** What `<secure-stream-player>` has beside `StreamAttributes`. */
export type PlayerAttributes = {
  [Name in Exclude<keyof PlayerProperties, 'resumeStore'> as Kebab<Name>]?: PlayerProperties[Name] | string | undefined;
};

/** The attributes of `<secure-stream-transcript>`. */
export interface TranscriptAttributes {
  for?: string | undefined;
  srclang?: string | undefined;
  download?: string | undefined;
}

/** The properties of `<secure-stream-transcript>`. */
export type TranscriptProps = Partial<
  Pick<SecureStreamTranscriptElement, 'htmlFor' | 'srclang' | 'download' | 'media'>
>;

/** A handler for each event. */
export type StreamHandlers<Prefix extends string> = Handlers<Prefix, SecureStreamEventMap>;

/** What `<secure-stream-player>` has beside `StreamHandlers`. */
export type PlayerHandlers<Prefix extends string> = Handlers<Prefix, PlayerEventMap>;

type Handlers<Prefix extends string, EventMap> = {
  [Name in keyof EventMap & string as `${Prefix}${Name}`]?: ((event: EventMap[Name]) => unknown) | undefined;
};

type CandidateName = Exclude<keyof SecureStreamElement, keyof HTMLVideoElement | keyof ReactiveElement>;

/** Names of writable fields, without methods and read-only members. */
type SettableName = {
  [Name in CandidateName]: SecureStreamElement[Name] extends (...args: never[]) => unknown
    ? never
    : IsSame<Pick<SecureStreamElement, Name>, { -readonly [Key in Name]: SecureStreamElement[Key] }> extends true
      ? Name
      : never;
}[CandidateName];

type IsPrimitive<Value> = NonNullable<Value> extends string | number | boolean ? true : false;

/** Distinguishes `readonly` members, which assignability does not. */
// oxlint-disable typescript/no-unnecessary-type-parameters
type IsSame<First, Second> =
  (<Probe>() => Probe extends First ? 1 : 2) extends <Probe>() => Probe extends Second ? 1 : 2 ? true : false;

type Kebab<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${Kebab<Tail>}`
  : '';
