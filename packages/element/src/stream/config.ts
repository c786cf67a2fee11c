import type { PropertyDeclarations, ReactiveElement } from '@lit/reactive-element';
import { ENGINE_KINDS } from '../engines/engine.js';
import type { PlayerConfig } from '../playback/config.js';
import { resolveUrl, REFLECTED_PROPERTIES, type ReflectedAttributes } from './reflected-attributes.js';

/** The settings of an element before validation. A page may assign any value to a property, so `readConfig` checks strings. */
export interface ConfiguredElement
  extends ReactiveElement, ReflectedAttributes, Omit<PlayerConfig, keyof ReflectedAttributes | DerivedSetting> {
  readonly engine: string | undefined;
  readonly tokenMethod: string | undefined;
  readonly tokenCredentials: string | undefined;
}

type DerivedSetting = 'engine' | 'tokenMethod' | 'tokenCredentials' | 'signedPoster';

/** Names the attribute of each property that has one. */
export function nameAttributes<const Properties extends PropertyDeclarations>(properties: Properties): Properties {
  for (const [name, declaration] of Object.entries(properties))
    Object.assign(declaration, { attribute: declaration.attribute ?? toKebabCase(name) });
  return properties;
}

export const toKebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Reads the attributes and properties of an element. An invalid value counts as absent, as on the platform. */
export function readConfig(element: ConfiguredElement): PlayerConfig {
  const { elementProperties } = element.constructor as typeof ReactiveElement;
  const names = [...elementProperties.keys(), ...REFLECTED_PROPERTIES];
  const rawConfig = Object.fromEntries(
    names.map((name) => [name, element[name as keyof ConfiguredElement]]),
  ) as RawConfig;
  const { engine, tokenMethod, tokenCredentials } = element;
  const poster = element.getAttribute('poster') && element.poster;
  return {
    ...rawConfig,
    engine: ENGINE_KINDS.find((kind) => kind === engine) ?? 'auto',
    tokenMethod: tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    tokenCredentials: CREDENTIALS.find((credentials) => credentials === tokenCredentials) ?? 'same-origin',
    renewBefore: toFiniteNumber(element.renewBefore),
    startTime: toFiniteNumber(element.startTime),
    poster: poster && poster !== 'none' ? poster : undefined,
    signedPoster: !poster,
  };
}

/** Returns an absolute URL with the placeholder `{videoId}` unchanged. */
export const resolveEndpoint = (endpoint: string | undefined): string | undefined =>
  endpoint && resolveUrl(endpoint, document).replaceAll('%7BvideoId%7D', '{videoId}');

type RawConfig = Omit<ConfiguredElement, keyof ReactiveElement>;

const CREDENTIALS = ['include', 'omit'] as const;

/** An attribute that is not a number counts as absent. */
const toFiniteNumber = (value: number | null | undefined) => (Number.isFinite(value) ? (value as number) : undefined);
