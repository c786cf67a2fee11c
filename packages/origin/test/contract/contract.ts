import { expect } from '@secure-stream/test-server/expect';

/** The server under test: an origin in any host, or the service. */
export interface Subject {
  /** Uid of a protected video with captions and a download. */
  readonly videoId: string;
  /** Signs claims with a key of the account. `sub`, `kid` and an `exp` in one hour are added unless present. */
  sign(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** @param path Begins with the id. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

export interface ContractTest {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

const tests: ContractTest[] = [];

const contractTest = (name: string, run: (subject: Subject) => Promise<void>) => void tests.push({ name, run });

/** The tests that every host and the service must pass. Statuses of refusals are unknown for the service: 401 or 403. */
export const contract: readonly ContractTest[] = tests;

const REFUSED = [401, 403];
const seconds = () => Math.floor(Date.now() / 1000);

const follow = async (subject: Subject, from: string, to: string, init?: RequestInit) => {
  const url = new URL(to, `https://base.invalid/${from}`);
  return subject.request(url.pathname.slice(1) + url.search, init);
};

/** The URIs in a playlist, unresolved. */
const urisIn = (playlist: string) =>
  [...playlist.matchAll(/^[^#\s].*$|URI="([^"]*)"/gm)].map(([line, uri]) => uri ?? line);

async function open(subject: Subject, claims?: Readonly<Record<string, unknown>>) {
  const path = `${await subject.sign(claims)}/manifest/video.m3u8`;
  const text = await (await subject.request(path)).text();
  const variant = text.split('\n').find((line) => line.includes('.m3u8') && !line.startsWith('#')) ?? '';
  const media = new URL(variant, `https://base.invalid/${path}`);
  return { path, text, playlist: media.pathname.slice(1) + media.search };
}

contractTest('opens the multivariant playlist for a token in the place of the id', async (subject) => {
  const answer = await subject.request(`${await subject.sign()}/manifest/video.m3u8`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Type')).toMatch(/mpegurl/i);
  const text = await answer.text();
  expect(text.startsWith('#EXTM3U')).toBe(true);
  expect(text).toContain('TYPE=AUDIO');
  expect(text).toContain('#EXT-X-STREAM-INF:');
});

contractTest('refuses the uid of a protected video with 401', async (subject) => {
  expect((await subject.request(`${subject.videoId}/manifest/video.m3u8`)).status).toBe(401);
  expect((await subject.request(`${subject.videoId}/manifest/video.mpd`)).status).toBe(401);
});

for (const [what, claims] of [
  ['has expired', () => ({ exp: seconds() - 60 })],
  ['is not valid yet', () => ({ nbf: seconds() + 600 })],
  ['is for another video', () => ({ sub: '0'.repeat(32) })],
  ['is blocked everywhere', () => ({ accessRules: [{ type: 'any', action: 'block' }] })],
  ['blocks every address', () => ({ accessRules: [{ type: 'ip.src', action: 'block', ip: ['0.0.0.0/0', '::/0'] }] })],
  ['allows only a country without viewers', () => ({ accessRules: [{ type: 'ip.geoip.country', action: 'allow', country: ['AQ'] }, { type: 'any', action: 'block' }] })], // prettier-ignore
] as const) {
  contractTest(`refuses a token that ${what}`, async (subject) => {
    const { status } = await subject.request(`${await subject.sign(claims())}/manifest/video.m3u8`);
    expect(REFUSED).toContain(status);
  });
}

for (const [what, claims] of [
  [
    'has its times as strings, as the service writes them',
    () => ({ exp: String(seconds() + 600), nbf: String(seconds() - 3600) }),
  ],
  [
    'has rules of which none matches',
    () => ({ accessRules: [{ type: 'ip.geoip.country', action: 'block', country: ['AQ'] }] }),
  ],
  [
    'is allowed by the first rule that matches',
    () => ({
      accessRules: [
        { type: 'any', action: 'allow' },
        { type: 'any', action: 'block' },
      ],
    }),
  ],
] as const) {
  // prettier-ignore
  contractTest(`accepts a token that ${what}`, async (subject) => {
    expect((await subject.request(`${await subject.sign(claims())}/manifest/video.m3u8`)).status).toBe(200);
  });
}

contractTest('refuses a token with a changed signature', async (subject) => {
  const token = await subject.sign();
  const { status } = await subject.request(`${token.slice(0, -8)}AAAAAAAA/manifest/video.m3u8`);
  expect(REFUSED).toContain(status);
});

contractTest('lists an init segment and segments in fragmented MP4', async (subject) => {
  const { playlist } = await open(subject);
  const text = await (await subject.request(playlist)).text();
  const [init = '', first = ''] = urisIn(text);
  expect(text).toContain('#EXT-X-ENDLIST');
  const types = async (uri: string) => {
    const answer = await follow(subject, playlist, uri);
    expect(answer.status).toBe(200);
    return String.fromCharCode(...new Uint8Array(await answer.arrayBuffer()).subarray(4, 8));
  };
  expect(await types(init)).toBe('ftyp');
  expect(await types(first)).toMatch(/moof|styp|sidx/);
});

contractTest('requires the token with every playlist and segment', async (subject) => {
  const { playlist } = await open(subject);
  const [init = ''] = urisIn(await (await subject.request(playlist)).text());
  const bare = (path: string) => path.replace(/^[^/]*/, subject.videoId);
  expect((await subject.request(bare(playlist))).status).toBe(401);
  const own = new URL(init, `https://base.invalid/${playlist}`);
  if (own.searchParams.has('s')) own.search = '';
  expect((await subject.request(bare(own.pathname.slice(1)))).status).toBe(401);
});

contractTest('answers a range of a segment with 206 and its bytes', async (subject) => {
  const { playlist } = await open(subject);
  const [, segment = ''] = urisIn(await (await subject.request(playlist)).text());
  const answer = await follow(subject, playlist, segment, { headers: { Range: 'bytes=0-99' } });
  expect(answer.status).toBe(206);
  expect((await answer.arrayBuffer()).byteLength).toBe(100);
  expect(answer.headers.get('Content-Range')).toMatch(/^bytes 0-99\/\d+$/);
});

contractTest('lists one rendition for clientBandwidthHint', async (subject) => {
  const path = `${await subject.sign()}/manifest/video.m3u8?clientBandwidthHint=0.1`;
  const text = await (await subject.request(path)).text();
  expect(text.split('#EXT-X-STREAM-INF:')).toHaveLength(2);
});

contractTest('ignores unknown query parameters', async (subject) => {
  const path = `${await subject.sign()}/manifest/video.m3u8?what=ever&lps=1`;
  expect((await subject.request(path)).status).toBe(200);
});

contractTest('serves a DASH manifest', async (subject) => {
  const text = await (await subject.request(`${await subject.sign()}/manifest/video.mpd`)).text();
  expect(text).toContain('<MPD');
  expect(text).toContain('seg_$Number$.mp4');
});

contractTest('serves a JPEG thumbnail, a different one for a different time', async (subject) => {
  const token = await subject.sign();
  const at = async (time: string) =>
    new Uint8Array(await (await subject.request(`${token}/thumbnails/thumbnail.jpg?time=${time}&height=90`)).arrayBuffer()); // prettier-ignore
  const [one, two] = [await at('1s'), await at('20s')];
  expect([...one.subarray(0, 3)]).toStrictEqual([0xff, 0xd8, 0xff]);
  expect(one.join()).not.toBe(two.join());
  expect(REFUSED).toContain((await subject.request(`${subject.videoId}/thumbnails/thumbnail.jpg`)).status);
});

contractTest('serves an animated thumbnail as GIF', async (subject) => {
  const answer = await subject.request(`${await subject.sign()}/thumbnails/thumbnail.gif?duration=2s&height=90`);
  expect(String.fromCharCode(...new Uint8Array(await answer.arrayBuffer()).subarray(0, 4))).toBe('GIF8');
});

contractTest('serves a download with `downloadable` only, under the requested name', async (subject) => {
  const path = 'downloads/default.mp4?filename=my-video';
  expect(REFUSED).toContain((await subject.request(`${await subject.sign()}/${path}`)).status);
  const from = `${await subject.sign({ downloadable: true })}/${path}`;
  let answer = await subject.request(from, { redirect: 'manual' });
  if (answer.status >= 300 && answer.status < 400)
    answer = await follow(subject, from, answer.headers.get('Location') ?? ''); // prettier-ignore
  else if (answer.type === 'opaqueredirect') answer = await subject.request(from);
  expect(answer.status).toBe(200);
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100_000);
});

contractTest('serves captions as WebVTT, and refuses them without a token', async (subject) => {
  const { path, text } = await open(subject);
  const line = text.split('\n').find((one) => one.includes('TYPE=SUBTITLES')) ?? '';
  const list = /URI="([^"]*)"/.exec(line)?.[1] ?? '';
  const url = new URL(list, `https://base.invalid/${path}`);
  const [file = ''] = urisIn(await (await subject.request(url.pathname.slice(1) + url.search)).text());
  const answer = await follow(subject, url.pathname.slice(1), file);
  expect((await answer.text()).startsWith('WEBVTT')).toBe(true);
  expect(REFUSED).toContain((await subject.request(`${subject.videoId}/text/en.vtt`)).status);
});

contractTest('serves the frame as a page, and its script', async (subject) => {
  const path = `${await subject.sign()}/iframe`;
  const answer = await subject.request(path);
  expect([answer.status, answer.headers.get('Content-Type')?.split(';')[0]]).toStrictEqual([200, 'text/html']);
  const script = /<script[^>]* src="?([^">\s]+)/.exec(await answer.text())?.[1] ?? '';
  expect(script).not.toBe('');
  if (/^(https?:)?\/\//.test(script)) return;
  const { status, headers } = await follow(subject, path, script);
  expect([status, headers.get('Content-Type')?.split(';')[0]]).toStrictEqual([200, 'text/javascript']);
});

contractTest('lets a page of another origin read the answers', async (subject) => {
  const { playlist } = await open(subject);
  for (const path of [playlist, playlist.replace(/manifest\/.*/, 'manifest/video.m3u8')]) {
    const { headers } = await subject.request(path, { headers: { Origin: 'https://site.example' } });
    expect(['*', 'https://site.example']).toContain(headers.get('Access-Control-Allow-Origin'));
  }
});

contractTest('answers 404 for an unknown video', async (subject) => {
  expect((await subject.request(`${'0'.repeat(32)}/manifest/video.m3u8`)).status).toBe(404);
});

contractTest('answers twenty requests at once', async (subject) => {
  const { playlist } = await open(subject);
  const answers = await Promise.all(Array.from({ length: 20 }, () => subject.request(playlist)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
});
