import { generateKeyPair } from 'jose';
import type { Question } from './question.js';
import { PAGE, type TestVideo } from './test-video.js';

const UNKNOWN = 'unknown';

/** The pages are not in the package. */
export const DOCS = 'https://github.com/secure-stream/secure-stream/blob/main/docs';

const SESSION = ['packages/session/src/request-token.ts', 'packages/element/src/engines/hls/errors.ts'];

/** A token with these claims, asked of every kind of request. */
const withClaims =
  (claims: (now: number) => Readonly<Record<string, unknown>>) =>
  async (video: TestVideo): Promise<string> =>
    video.answers(await video.sign(claims(Math.floor(video.now))));

const block = (rule: object) => withClaims(() => ({ accessRules: [{ ...rule, action: 'block' }] }));

/** The first protects the video, which the others rely on. */
export const refusalQuestions: readonly Question[] = [
  {
    id: 'unprotected',
    topic: 'Refusals',
    question: 'The uid of an unprotected video',
    documentation: 'success (documented); a download redirects (captured)',
    dependents: ['packages/protocol/src/stream-urls.ts'],
    ask: (video) => video.answers(video.uid),
  },
  {
    id: 'protection-delay',
    topic: 'Times',
    question: 'How long until `requireSignedURLs` acts',
    documentation: UNKNOWN,
    dependents: [`${DOCS}/guides/security.md`],
    async ask(video) {
      await video.edit({ requireSignedURLs: true });
      return formatDelay(await video.secondsUntil(() => isRefused(video, video.uid)));
    },
  },
  {
    id: 'new-key-delay',
    topic: 'Times',
    question: 'How long until a token of a new key is accepted',
    documentation: UNKNOWN,
    dependents: [`${DOCS}/guides/security.md`],
    async ask(video) {
      const key = await video.createKey();
      const token = await video.sign({}, key);
      return formatDelay(await video.secondsUntil(async () => !(await isRefused(video, token))));
    },
  },
  refusal('accepted', 'A valid token', 'success (documented)', withClaims(() => ({}))), // prettier-ignore
  refusal('no-token', 'The uid of a protected video', '401 for playlists and metadata (captured)', (video) => video.answers(video.uid)), // prettier-ignore
  refusal('malformed', 'A text that is no token', UNKNOWN, (video) => video.answers('not-a-token')),
  refusal('expired', '`exp` five minutes ago', UNKNOWN, withClaims((now) => ({ exp: now - 300 }))), // prettier-ignore
  refusal('not-yet-valid', '`nbf` in five minutes', UNKNOWN, withClaims((now) => ({ nbf: now + 300 }))), // prettier-ignore
  refusal('signature', 'A wrong signature', UNKNOWN, async (video) => {
    const token = await video.sign();
    return video.answers(`${token.slice(0, -8)}AAAAAAAA`);
  }),
  refusal('unknown-key', 'A key that the account does not have', UNKNOWN, async (video) => {
    const { privateKey } = await generateKeyPair('RS256');
    return video.answers(await video.sign({}, { id: '0'.repeat(32), privateKey, created: undefined }));
  }),
  refusal('wrong-video', '`sub` of another video', UNKNOWN, withClaims(() => ({ sub: 'f'.repeat(32) }))), // prettier-ignore
  refusal(
    'no-sub',
    'No `sub`',
    UNKNOWN,
    withClaims(() => ({ sub: undefined })),
  ),
  refusal(
    'no-exp',
    'No `exp`',
    UNKNOWN,
    withClaims(() => ({ exp: undefined })),
  ),
  refusal('two-days', '`exp` in two days', 'at most 24 hours (documented); "not part of the verification logic" (reported)', withClaims((now) => ({ exp: now + 172_800 }))), // prettier-ignore
  refusal('string-times', '`exp` and `nbf` as strings', 'tokens of the API have them (captured)', withClaims((now) => ({ exp: String(now + 3600), nbf: String(now - 3600) }))), // prettier-ignore
  refusal('fraction', '`exp` with a fraction', 'used by official samples (code)', withClaims((now) => ({ exp: now + 3600.5 }))), // prettier-ignore
  refusal('blocked', 'A rule that blocks every viewer', UNKNOWN, block({ type: 'any' })),
  refusal('blocked-address', 'A rule that blocks every IP address', UNKNOWN, block({ type: 'ip.src', ip: ['0.0.0.0/0', '::/0'] })), // prettier-ignore
  refusal('no-match', 'A rule that matches nobody', 'valid (documented)', block({ type: 'ip.src', ip: ['192.0.2.0/24'] })), // prettier-ignore
  refusal('six-rules', 'Six rules', 'at most five (documented)', withClaims(() => ({ accessRules: Array.from({ length: 6 }, () => ({ type: 'any', action: 'allow' })) }))), // prettier-ignore
  refusal('rules-object', 'Rules as an object', 'a sample has it (documented)', withClaims(() => ({ accessRules: {} }))), // prettier-ignore
  refusal(
    'not-downloadable',
    'No `downloadable`',
    UNKNOWN,
    withClaims(() => ({ downloadable: undefined })),
  ),
  refusal('unknown-video', 'The uid of no video', '404 for a playlist (captured)', (video) => video.answers('f'.repeat(32))), // prettier-ignore
  {
    id: 'origins-delay',
    topic: 'Times',
    question: 'How long until `allowedOrigins` acts',
    documentation: UNKNOWN,
    dependents: [`${DOCS}/guides/security.md`],
    async ask(video) {
      await video.edit({ allowedOrigins: ['other.example'] });
      const token = await video.sign();
      return formatDelay(await video.secondsUntil(() => isRefused(video, token)));
    },
  },
  page('other-page', 'A page that is not allowed', 'refused (documented); status unknown', ['other.example'], { Origin: PAGE }), // prettier-ignore
  page('allowed-page', 'A page that is allowed', 'success (documented)', ['page.example'], { Origin: PAGE }),
  page('referer', 'An allowed page, by `Referer` only', UNKNOWN, ['page.example'], { Referer: `${PAGE}/lesson` }), // prettier-ignore
  page('no-page', 'Neither `Origin` nor `Referer`', UNKNOWN, ['page.example'], {}),
  page('subdomain', 'A subdomain, by a wildcard', 'success (documented)', ['*.page.example'], { Origin: 'https://a.b.page.example' }), // prettier-ignore
  page('apex', 'The domain itself, by a wildcard', 'refused (documented 2026); allowed (documented 2021)', ['*.page.example'], { Origin: PAGE }), // prettier-ignore
];

function refusal(id: string, question: string, documentation: string, ask: (video: TestVideo) => Promise<string>) {
  return { id, topic: 'Refusals', question, documentation, dependents: SESSION, ask } as const;
}

/** Time that a change of `allowedOrigins` gets before it is relied on: how long it takes is another question. */
const SETTLING_S = 10;

function page(
  id: string,
  question: string,
  documentation: string,
  allowedOrigins: readonly string[],
  headers: Readonly<Record<string, string>>,
) {
  const ask = async (video: TestVideo) => {
    await video.edit({ allowedOrigins });
    await video.waitUntil(video.now + SETTLING_S);
    const answer = await video.answers(await video.sign(), headers);
    await video.edit({ allowedOrigins: [] });
    return answer;
  };
  const dependents = ['packages/protocol/src/frame-urls.ts', `${DOCS}/errors/origin-not-allowed.md`];
  return { id, topic: 'Pages', question, documentation, dependents, ask } as const;
}

/** Whether the playlist is refused with this id. */
export async function isRefused(video: TestVideo, id: string, path = 'manifest/video.m3u8'): Promise<boolean> {
  const response = await video.request(`${id}/${path}`);
  await response.body?.cancel();
  return response.status >= 400;
}

/** Coarse, because two runs differ by seconds. */
export function formatDelay(seconds: number | undefined): string {
  if (seconds === undefined) return 'not within five minutes';
  if (seconds <= 3) return 'at once';
  if (seconds <= 15) return 'within 15 seconds';
  return seconds <= 60 ? 'within a minute' : 'within five minutes';
}
