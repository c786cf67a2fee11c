import type { AccessRule } from '@secure-stream/protocol';

/** Lets these countries in. ISO 3166-1 alpha-2, such as `'GB'`. Close an allow-list with {@link blockEverythingElse}. */
export const allowCountries = (...country: string[]): AccessRule => ({
  type: 'ip.geoip.country',
  action: 'allow',
  country,
});

/** Keeps these countries out. Everybody else stays in: where no rule matches, the service lets in. */
export const blockCountries = (...country: string[]): AccessRule => ({
  type: 'ip.geoip.country',
  action: 'block',
  country,
});

/** Lets these addresses in: CIDRs or single addresses, of both families where you can, as a rule of one never matches a viewer of the other. */
export const allowAddresses = (...ip: string[]): AccessRule => ({ type: 'ip.src', action: 'allow', ip });

/** Keeps these addresses out: CIDRs or single addresses, of both families where you can. */
export const blockAddresses = (...ip: string[]): AccessRule => ({ type: 'ip.src', action: 'block', ip });

/** The last rule of an allow-list. Without it, the list keeps nobody out. */
export const blockEverythingElse = (): AccessRule => ({ type: 'any', action: 'block' });
