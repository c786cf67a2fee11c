import ipaddr from 'ipaddr.js';
import type { AccessAction, AccessRule } from '@secure-stream/protocol';

/** Who asks, as the edge sees it. */
export interface Viewer {
  /** IPv4 or IPv6. */
  readonly address: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** The documentation's limit on the rules of one token. */
export const MOST_RULES = 5;

/** Reads the rules of a token; `null` when they are not rules, which is more than the service is known to check. */
export function parseRules(value: unknown): readonly AccessRule[] | null {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every(isRule) ? value : null;
}

/** What the first rule that matches says; `allow` when none does (documentation: accessRules schema). */
export function decide(rules: readonly AccessRule[], viewer: Viewer): AccessAction {
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

/** An IPv4 range never holds an IPv6 viewer; an IPv4 address written as IPv6 (`::ffff:1.2.3.4`) is an IPv4 viewer. */
function contains(range: string, address: string): boolean {
  const viewer = ipaddr.process(address);
  const [network, bits] = cidr(range);
  return viewer.kind() === network.kind() && viewer.match(network, bits);
}

const cidr = (range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
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
