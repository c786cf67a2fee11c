/**
 * Meaning of the wildcard. In the newest edition of the documentation `*.example.com` does not cover `example.com`; in the edition of
 * 2021 it does. The editions do not differ otherwise.
 */
export type OriginRules = 'newest' | '2021';

/**
 * Whether a page of `origin` may play a video with this list. An empty list allows every page. Entries have no paths; `example.com` does
 * not cover `www.example.com`; an entry without a port means http on 80 and https on 443 (Cloudflare documentation, "Hotlinking protection").
 */
export function isOriginAllowed(
  list: readonly string[],
  origin: string | null,
  rules: OriginRules = 'newest',
): boolean {
  if (!list.length) return true;
  if (!origin || !URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (!/^https?:$/.test(protocol)) return false;
  return list.some((entry) => covers(entry.trim().toLowerCase(), host, rules));
}

function covers(entry: string, host: string, rules: OriginRules): boolean {
  if (!entry.startsWith('*.')) return entry === host;
  const apex = entry.slice(2);
  return host.endsWith(`.${apex}`) || (rules === '2021' && host === apex);
}
