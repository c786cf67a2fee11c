import type { AccessRule } from '@secure-stream/protocol';

/** Allows these countries. ISO 3166-1 alpha-2, such as `'GB'`. End an allow-list with {@link blockEverythingElse}. */
export const allowCountries = (...country: string[]): AccessRule => ({
  type: 'ip.geoip.country',
  action: 'allow',
  country,
});

/** Blocks these countries. All others stay allowed: the service allows a viewer whom no rule matches. */
export const blockCountries = (...country: string[]): AccessRule => ({
  type: 'ip.geoip.country',
  action: 'block',
  country,
});

/** Allows these IP addresses or CIDR ranges. List both IPv4 and IPv6: a rule with one family never matches a viewer of the other. */
export const allowAddresses = (...ip: string[]): AccessRule => ({ type: 'ip.src', action: 'allow', ip });

/** Blocks these IP addresses or CIDR ranges. List both IPv4 and IPv6. */
export const blockAddresses = (...ip: string[]): AccessRule => ({ type: 'ip.src', action: 'block', ip });

/** The last rule of an allow-list. Without it the list blocks nobody. */
export const blockEverythingElse = (): AccessRule => ({ type: 'any', action: 'block' });
