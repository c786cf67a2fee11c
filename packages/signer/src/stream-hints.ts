import { EARLY_RESPONSES, isToken, manifestUrl, resolveOrigin, type StreamHost } from '@secure-stream/protocol';
import type { IssueResult } from './endpoint/problem-response.js';
import { isPlaybackId } from './endpoint/token-request.js';
import { SignerError } from './errors.js';

/** `customerCode` and `streamOrigin` are those of the player. */
export interface StreamHintsOptions extends StreamHost {
  /**
   * What `issueToken()` has returned. A refusal with `details` hands nothing over: the player asks the endpoint itself, and says why it is
   * refused. Check for any other refusal first.
   */
  readonly grant: IssueResult;
  /**
   * URLs of the JavaScript modules of the player and its engine, to fetch early, in this order. Without hls.js, which is large and would delay
   * the playlist. Default: none.
   */
  readonly modules?: readonly string[] | undefined;
  /**
   * Whether the page requests the multivariant playlist before the player has loaded. Default true. Only the hls engine uses it, and not with
   * `preload="none"`, `low-latency`, `dvr` or `crossorigin="use-credentials"`. The request goes from the browser to the service, which says
   * that manifests are not to be cached, proxied or stored:
   * https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
   */
  readonly playlist?: boolean | undefined;
  /** The nonce of the page's Content-Security-Policy. Default: none, for a page whose policy allows inline scripts. */
  readonly nonce?: string | undefined;
}

/** HTML to write into a page as it is. */
export interface StreamHints {
  /** `<link>` elements for the `<head>`. They contain no token. */
  readonly links: string;
  /**
   * A `<script>` to write between the tags of the player, outside of shadow roots. It removes itself and sets the player's `token` and
   * `playbackId`. It sets no token if the grant has a watermark, which only the token endpoint can send, and is empty if nothing is left.
   */
  readonly script: string;
}

/**
 * Renders what lets a player start without a token request, for a page that is rendered for one viewer: it needs `Cache-Control: no-store`.
 * The player renews the token through its `token-endpoint`. Throws a {@link SignerError} with the reason `config` for an invalid option.
 */
export function streamHints({ grant, modules = [], playlist = true, nonce, ...host }: StreamHintsOptions): StreamHints {
  const origin = readOrigin(host);
  check('modules', Array.isArray(modules) && modules.every(isHttpUrl), 'must be an array of URLs');
  check('playlist', typeof playlist === 'boolean', 'must be a boolean');
  check('nonce', nonce === undefined || (typeof nonce === 'string' && NONCE.test(nonce)), 'must be base64');
  const links = [
    `<link rel="preconnect" href="${escapeAttribute(origin)}" crossorigin>`,
    ...modules.map((url) => `<link rel="modulepreload" href="${escapeAttribute(url)}">`),
  ];
  const { token, playbackId } = readGrant(grant);
  const statements = [
    // First, so that no exception leaves the token in the document.
    `const script=${CURRENT_SCRIPT},player=script.parentElement;script.remove()`,
    `Object.assign(player,${toScriptJson({ token, playbackId })})`,
    ...(token && playlist ? [requestEarly(manifestUrl({ origin, id: token }))] : []),
  ];
  const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`;
  const script = token || playbackId ? `<script${attribute}>{${statements.join(';')}}</script>` : '';
  return { links: links.join(''), script };
}

/** `document.currentScript`, which an element of the page with this name would hide (HTML, "named properties" of a document). */
const CURRENT_SCRIPT = 'Object.getOwnPropertyDescriptor(Document.prototype,"currentScript").get.call(document)';

/** Throws a {@link SignerError} for an invalid host. */
function readOrigin(host: StreamHost): string {
  for (const field of ['customerCode', 'streamOrigin'] as const)
    check(field, ['undefined', 'string'].includes(typeof host[field]), 'must be a string');
  const origin = resolveOrigin(host);
  check(host.streamOrigin ? 'streamOrigin' : 'customerCode', origin !== null, 'is not a host of videos');
  return origin;
}

/** What the page hands over to the player. Throws a {@link SignerError} for an invalid grant. */
function readGrant(grant: IssueResult | undefined) {
  if (grant && 'refused' in grant && grant.details) return {};
  const { token, playbackId, watermark } = (grant ?? {}) as Partial<Exclude<IssueResult, { refused: unknown }>>;
  check('grant.token', isToken(token), 'must be a token');
  check('grant.playbackId', playbackId === undefined || isPlaybackId(playbackId), 'must be a playback id');
  return { token: watermark ? undefined : token, playbackId };
}

/** JavaScript that requests a URL and leaves an `EarlyResponse` for the player. */
function requestEarly(url: string): string {
  return (
    `const url=${toScriptJson(url)},controller=new AbortController,response=fetch(url,{signal:controller.signal});` +
    `response.catch(()=>{});(self[Symbol.for("${EARLY_RESPONSES}")]??=new Map).set(url,{response,controller})`
  );
}

/** A `<` could end the script. */
const toScriptJson = (value: unknown) => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);

/** Content Security Policy 3, `base64-value`. */
const NONCE = /^[\w+/-]+={0,2}$/;

const isHttpUrl = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && URL.canParse(value, BASE) && /^https?:/.test(new URL(value, BASE).href);

/** A module's URL may be relative to the page. */
const BASE = 'https://page.invalid';

const escapeAttribute = (value: string) => value.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The error names the field and never quotes its value, which may be a token. */
function check(field: string, isValid: boolean, detail: string): asserts isValid {
  if (!isValid) throw new SignerError('config', { field, detail });
}
