import { readClaims } from '@secure-stream/protocol';
import { SignerError } from '../../errors.js';
import type { Question } from './question.js';
import { DOCS, formatDelay, isRefused } from './refusal-questions.js';
import { NAME, removeResource, type TestVideo } from './test-video.js';

const UNKNOWN = 'unknown';

/** Offsets from now, in seconds, by which a clock may be wrong. */
const OFFSETS_S = [2, 10, 60, 240];

/** How far a token's life goes on after this time. It is short, because somebody waits. */
const SHORT_LIFE_S = 15;

export const serviceQuestions: readonly Question[] = [
  {
    id: 'expiry-tolerance',
    topic: 'Times',
    question: `Which of the tokens is accepted that expired ${OFFSETS_S.join(', ')} seconds ago`,
    documentation: UNKNOWN,
    dependents: ['packages/session/src/policy.ts'],
    ask: (video) => acceptedOf(video, (now, offset) => ({ exp: now - offset })),
  },
  {
    id: 'nbf-tolerance',
    topic: 'Times',
    question: `Which of the tokens is accepted that is valid in ${OFFSETS_S.join(', ')} seconds`,
    documentation: 'tokens of the API begin an hour before (captured)',
    dependents: ['packages/signer/src/restrictions/check-restrictions.ts'],
    ask: (video) => acceptedOf(video, (now, offset) => ({ nbf: now + offset + 1 })),
  },
  lapse('playlist-lapse', 'How long after `exp` until a playlist is refused', 'multivariant'),
  lapse('segment-lapse', 'How long after `exp` until a segment is refused that was requested before', 'segment'),
  {
    id: 'revocation-delay',
    topic: 'Times',
    question: 'How long until the tokens of a revoked key are refused',
    documentation: 'all its tokens become invalid (documented)',
    dependents: [`${DOCS}/guides/security.md`],
    async ask(video) {
      const key = await video.createKey();
      const token = await video.sign({}, key);
      await video.secondsUntil(async () => !(await isRefused(video, token)));
      await key.revoke();
      return formatDelay(await video.secondsUntil(() => isRefused(video, token)));
    },
  },
  {
    id: 'segment-token',
    topic: 'Files',
    question: 'What admits to a segment',
    documentation: 'unknown: the evidence conflicts',
    dependents: ['packages/element/src/engines/hls/signed-segments.ts', 'packages/session/src/with-token.ts'],
    async ask(video) {
      const token = await video.sign();
      const segment = (await video.files(token)).get('segment') ?? '';
      const { searchParams } = new URL(segment);
      const signature = searchParams.has('p') && searchParams.has('s') ? describeSignature(searchParams.get('p')) : '';
      return [segment.includes(token) ? 'the token' : '', signature].filter(Boolean).join(' and ') || 'nothing';
    },
  },
  {
    id: 'segment-cache',
    topic: 'Files',
    question: '`Cache-Control` of a segment',
    documentation: 'public, max-age=864000 (reported)',
    dependents: [`${DOCS}/guides/cost.md`],
    ask: async (video) => (await headersOf(video, 'segment')).get('cache-control') ?? 'none',
  },
  {
    id: 'readable-date',
    topic: 'Files',
    question: 'Whether a page of another origin can read `Date`',
    documentation: UNKNOWN,
    dependents: ['packages/session/src/clock.ts', `${DOCS}/decisions/0001-durations-over-instants.md`],
    ask: async (video) =>
      /(?:^|[\s,])(?:date|\*)(?:$|[\s,])/i.test(
        (await headersOf(video, 'multivariant')).get('access-control-expose-headers') ?? '',
      )
        ? 'yes'
        : 'no',
  },
  {
    id: 'i-frames',
    topic: 'Files',
    question: 'Whether there are I-frame playlists',
    documentation: UNKNOWN,
    dependents: ['packages/element/src/images'],
    async ask(video) {
      const response = await video.request(`${await video.sign()}/manifest/video.m3u8`);
      return (await response.text()).includes('#EXT-X-I-FRAME-STREAM-INF') ? 'yes' : 'no';
    },
  },
  {
    id: 'lifecycle',
    topic: 'Files',
    question: 'The fields of `lifecycle` of a video',
    documentation: 'isInput, videoUID, live (documented)',
    dependents: ['packages/element/src/live/lifecycle.ts'],
    ask: async (video) => fieldsOf(await video.request(`${await video.sign()}/lifecycle`)),
  },
  {
    id: 'api-token',
    topic: 'API',
    question: 'The times of a token of the API',
    documentation: '`exp` and `nbf` as strings, an hour ahead and an hour back (captured)',
    dependents: ['packages/protocol/src/claims.ts', 'packages/signer/src/sources/token-source.ts'],
    async ask(video) {
      const { token } = (await video.api('POST', `/${video.uid}/token`)) as { token: string };
      const raw = JSON.parse(atob(String(token.split('.')[1]).replaceAll('-', '+').replaceAll('_', '/'))) as object;
      const { exp = 0, nbf = 0 } = readClaims(token) ?? {};
      const types = ['exp', 'nbf'].map((name) => `${name} is a ${typeof (raw as Record<string, unknown>)[name]}`);
      return `${types.join(', ')}, ${Math.round((exp - nbf) / 60)} minutes apart`;
    },
  },
  {
    id: 'api-two-days',
    topic: 'API',
    question: 'A token of the API for two days',
    documentation: UNKNOWN,
    dependents: ['packages/signer/src/sources/token-source.ts'],
    async ask(video) {
      try {
        await video.api('POST', `/${video.uid}/token`, { exp: Math.floor(video.now) + 172_800 });
        return 'issued';
      } catch (error) {
        if (error instanceof SignerError && error.reason === 'service-rejected') return 'refused';
        throw error;
      }
    },
  },
  {
    id: 'idle-input',
    topic: 'Live',
    question: 'The playlist and the lifecycle of an idle live input, with a token',
    documentation: 'playlist 204 (reported); lifecycle with `live: false` (documented)',
    dependents: ['packages/element/src/engines/origin-errors.ts', 'packages/element/src/live/lifecycle.ts'],
    ask: (video) => withInput(video, async (uid) => statusesOf(video, await video.sign({ sub: uid }))),
  },
  {
    id: 'idle-input-no-token',
    topic: 'Live',
    question: 'The same without a token',
    documentation: UNKNOWN,
    dependents: ['packages/element/src/engines/origin-errors.ts'],
    ask: (video) => withInput(video, (uid) => statusesOf(video, uid)),
  },
  {
    id: 'disabled-input',
    topic: 'Live',
    question: 'The same of a disabled live input, with a token',
    documentation: 'inputs can be disabled (documented); playback unknown',
    dependents: [`${DOCS}/guides/service.md`],
    ask: (video) =>
      withInput(video, async (uid) => {
        await video.api('PUT', `/live_inputs/${uid}`, { enabled: false });
        return statusesOf(video, await video.sign({ sub: uid }));
      }),
  },
  notAsked('low-latency', 'Live', 'Playlists of a broadcast, with and without low latency and DVR', 'parts of 0.5 s, blocking reload (captured)', ['packages/element/src/engines/hls/live.ts'], 'It needs an encoder.'), // prettier-ignore
  notAsked('captions', 'Files', 'The form of the `EXT-X-MEDIA` line of captions', UNKNOWN, ['packages/element/src/tracks'], 'The test video has no captions.'), // prettier-ignore
  notAsked('frame-expiry', 'Player', 'What the player in the frame does at `exp` during playback', UNKNOWN, ['packages/element/src/engines/iframe/engine.ts'], 'It needs a browser: see the guide.'), // prettier-ignore
  notAsked('frame-source', 'Player', 'Whether position, rate, volume and captions survive a new `src` of the frame', UNKNOWN, ['packages/element/src/engines/iframe/engine.ts'], 'It needs a browser: see the guide.'), // prettier-ignore
  {
    id: 'deletion-delay',
    topic: 'Times',
    question: 'How long until a deleted video cannot be played',
    documentation: UNKNOWN,
    dependents: [`${DOCS}/guides/security.md`],
    async ask(video) {
      const token = await video.sign();
      await video.remove();
      return formatDelay(await video.secondsUntil(() => isRefused(video, token)));
    },
  },
];

function notAsked(
  id: string,
  topic: Question['topic'],
  question: string,
  documentation: string,
  dependents: readonly string[],
  reason: string,
): Question {
  return { id, topic, question, documentation, dependents, notAsked: reason };
}

function lapse(id: string, question: string, kind: string): Question {
  return {
    id,
    topic: 'Times',
    question,
    documentation: 'rules are evaluated on every request (documented); the expiry of segments is unknown',
    dependents: ['packages/session/src/policy.ts', 'packages/element/src/engines/handover/machine.ts'],
    async ask(video) {
      const exp = Math.ceil(video.now) + SHORT_LIFE_S;
      const url = (await video.files(await video.sign({ exp }))).get(kind) ?? '';
      const succeeds = async () => {
        const response = await video.request(url);
        await response.body?.cancel();
        return response.status < 400;
      };
      if (!(await succeeds())) return 'never';
      await video.waitUntil(exp);
      return formatDelay(await video.secondsUntil(async () => !(await succeeds())));
    },
  };
}

async function acceptedOf(
  video: TestVideo,
  claims: (now: number, offset: number) => Readonly<Record<string, unknown>>,
): Promise<string> {
  const accepted: number[] = [];
  for (const offset of OFFSETS_S) {
    if (!(await isRefused(video, await video.sign(claims(Math.floor(video.now), offset))))) accepted.push(offset);
  }
  return accepted.join(', ') || 'none';
}

/** Names the fields of a signature that may limit it. The others are described in docs/stream-facts.md. */
function describeSignature(encoded: string | null): string {
  try {
    const grant = JSON.parse(atob(String(encoded).replaceAll('-', '+').replaceAll('_', '/'))) as object;
    const limits = Object.keys(grant).filter((name) => /^(?:exp|expir|nbf|ip|token|kid)/i.test(name));
    return limits.length ? `a signature with ${limits.join(', ')}` : 'a signature without expiry';
  } catch {
    return 'a signature that cannot be read';
  }
}

async function headersOf(video: TestVideo, kind: string): Promise<Headers> {
  const response = await video.request((await video.files(await video.sign())).get(kind) ?? '');
  await response.body?.cancel();
  return response.headers;
}

async function fieldsOf(response: Response): Promise<string> {
  const value: unknown = await response.json().catch(() => null);
  return typeof value === 'object' && value ? Object.keys(value).join(', ') : `${response.status} without JSON`;
}

async function statusesOf(video: TestVideo, id: string): Promise<string> {
  const playlist = await video.request(`${id}/manifest/video.m3u8`);
  await playlist.body?.cancel();
  const lifecycle = await video.request(`${id}/lifecycle`);
  const value = (await lifecycle.json().catch(() => null)) as { isInput?: unknown; live?: unknown } | null;
  const fields = lifecycle.ok ? ` (isInput ${String(value?.isInput)}, live ${String(value?.live)})` : '';
  return `playlist ${playlist.status}, lifecycle ${lifecycle.status}${fields}`;
}

/** Creates a protected live input for one question. */
async function withInput(video: TestVideo, ask: (uid: string) => Promise<string>): Promise<string> {
  const settings = { meta: { name: NAME }, recording: { mode: 'automatic', requireSignedURLs: true } };
  const created = (await video.api('POST', '/live_inputs', settings)) as { uid?: string } | null;
  if (!created?.uid) throw new SignerError('service-malformed', { detail: 'it contains no uid' });
  const { uid } = created;
  const remove = video.onCreate(`live input ${uid}`, () => removeResource(video.api, `/live_inputs/${uid}`));
  const answer = await ask(uid);
  await remove();
  return answer;
}
