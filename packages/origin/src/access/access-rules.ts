import ipaddr from 'ipaddr.js';
import type { AccessAction, AccessRule } from '@secure-stream/protocol';

/** The viewer, as Cloudflare's edge sees it. */
export interface Viewer {
  /** IPv4 or IPv6. */
  readonly address: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Rules that one token may have (Cloudflare documentation). */
export const MAX_RULES = 5;

/** Parses the rules of a token; `null` if they are invalid. Whether the service checks this is unknown. */
export function parseRules(value: unknown): readonly AccessRule[] | null {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every(isRule) ? value : null;
}

/** The action of the first rule that matches; `allow` if none does (Cloudflare documentation, "accessRules schema"). */
export function decideByRules(rules: readonly AccessRule[], viewer: Viewer): AccessAction {
  return rules.find((rule) => matches(rule, viewer))?.action ?? 'allow';
}

function matches(rule: AccessRule, { address, country }: Viewer): boolean {
  switch (rule.type) {
    case 'any':
      return true;
    case 'ip.geoip.country':
      return rule.country.some((code) => code.toUpperCase() === country.toUpperCase());
    case 'ip.src':
      return ipaddr.isValid(address) && rule.ip.some((range) => contains(range, address));
  }
}

/** An IPv4 range never contains an IPv6 address. An IPv4 address written as IPv6 (`::ffff:1.2.3.4`) counts as IPv4. */
function contains(range: string, address: string): boolean {
  const viewer = ipaddr.process(address);
  const [network, bits] = parseCidr(range);
  return viewer.kind() === network.kind() && viewer.match(network, bits);
}

const parseCidr = (range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  if (range.includes('/')) return ipaddr.parseCIDR(range);
  const address = ipaddr.parse(range);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

function isRule(value: unknown): value is AccessRule {
  if (typeof value !== 'object' || value === null) return false;
  const { type, action, ip, country } = value as Record<string, unknown>;
  if (action !== 'allow' && action !== 'block') return false;
  if (type === 'any') return true;
  if (type === 'ip.src') return isList(ip, (range) => ipaddr.isValid(range) || ipaddr.isValidCIDR(range));
  return type === 'ip.geoip.country' && isList(country, (code) => /^[a-z]{2}$/i.test(code));
}

const isList = (value: unknown, test: (item: string) => boolean) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && test(item));
