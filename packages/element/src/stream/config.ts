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

type SettingName = Exclude<keyof PlayerConfig, keyof ReflectedAttributes | 'signedPoster'>;

/** How Lit declares a property, by the type of its setting. */
type DeclarationOf<Setting> = [Setting] extends [boolean]
  ? { readonly type: BooleanConstructor }
  : [Setting] extends [number | undefined]
    ? { readonly type: NumberConstructor }
    : { readonly attribute?: false };

/** A setting without a declaration, or with that of another type, does not compile. */
type SettingDeclarations = { readonly [Name in SettingName]: DeclarationOf<PlayerConfig[Name]> };

/** The settings that are `false` until they are set. */
export type SwitchDefaults = {
  readonly [Name in SettingName as PlayerConfig[Name] extends boolean ? Name : never]: false;
};

/** Names the attribute of each property that has one. */
export function nameAttributes<const Properties extends PropertyDeclarations & SettingDeclarations>(
  properties: Properties,
): Properties {
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
    names.map((name) => {
      const value = element[name as keyof ConfiguredElement];
      // An attribute that is not a number counts as absent.
      const isUsable = elementProperties.get(name)?.type !== Number || Number.isFinite(value);
      return [name, isUsable ? value : undefined];
    }),
  ) as RawConfig;
  const { engine, tokenMethod, tokenCredentials } = element;
  const poster = element.getAttribute('poster') && element.poster;
  return {
    ...rawConfig,
    engine: ENGINE_KINDS.find((kind) => kind === engine) ?? 'auto',
    tokenMethod: tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    tokenCredentials: CREDENTIALS.find((credentials) => credentials === tokenCredentials) ?? 'same-origin',
    poster: poster && poster !== 'none' ? poster : undefined,
    signedPoster: !poster,
  };
}

/** Returns an absolute URL with the placeholder `{videoId}` unchanged. */
export const resolveEndpoint = (endpoint: string | undefined): string | undefined =>
  endpoint && resolveUrl(endpoint, document).replaceAll('%7BvideoId%7D', '{videoId}');

type RawConfig = Omit<ConfiguredElement, keyof ReactiveElement>;

const CREDENTIALS = ['include', 'omit'] as const;
