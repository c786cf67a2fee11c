import { expect } from 'chai';
import { manifestUrl } from '@secure-stream/protocol';
import { stage } from '../../../../e2e/stage/client.ts';
import { StreamError } from '../../src/catalogue/errors.js';
import { createClock } from '../../src/clock.js';
import { endpointProvider } from '../../src/session/endpoint-provider.js';
import { shareSession, type SessionShare } from '../../src/session/shared.js';

const shares: SessionShare[] = [];
const key = () => [crypto.randomUUID()];

/** A session with the browser's own fetch, clock and page, at a real endpoint on another port. */
async function open(options: Parameters<typeof stage.open>[0] = {}, fetch?: typeof globalThis.fetch) {
  const { origin, endpoint, videoId } = await stage.open(options);
  const share = shareSession({
    videoId,
    clock: createClock(),
    key: key(),
    ask: endpointProvider({ url: endpoint, fetch }),
  });
  shares.push(share);
  const play = async (token: string) => (await globalThis.fetch(manifestUrl({ origin, id: token }))).status;
  return { ...share, play };
}

const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof StreamError ? error.reason : error),
  );
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

suite('a session in a browser', () => {
  teardown(() => shares.splice(0).forEach((share) => share.release()));

  test('never sends a token that the origin refuses, through many short lives', async () => {
    const { session, play } = await open({ life: 3 });
    const statuses: number[] = [];
    for (const end = performance.now() + 12_000; performance.now() < end; await pause(100))
      statuses.push(await play(session.current() ?? (await session.live())));
    expect(statuses.filter((status) => status !== 200)).to.deep.equal([]);
    expect(await stage.asked()).to.be.within(4, 9);
  });

  for (const [mood, reason] of [
    ['denied', 'token-denied'],
    ['html', 'token-malformed'],
    ['login', 'token-denied'],
    ['empty', 'token-malformed'],
    ['huge', 'token-malformed'],
    ['other-video', 'token-mismatch'],
    ['envelope-refused', 'token-malformed'],
    ['error500', 'token-unreachable'],
    ['unavailable', 'token-unreachable'],
    ['offline', 'token-unreachable'],
  ] as const)
    test(`an endpoint in the mood "${mood}" is told as ${reason}, and plays when it is well again`, async () => {
      const { session, play } = await open();
      await stage.mood(mood);
      expect(await reasonOf(session.refresh())).to.equal(reason);
      await stage.mood('well');
      await session.refresh();
      expect(await play(session.current()!)).to.equal(200);
    });

  for (const mood of ['envelope', 'text'] as const)
    test(`a token that comes as ${mood} plays`, async () => {
      const { session, play } = await open();
      await stage.mood(mood);
      expect(await play(await session.live())).to.equal(200);
    });

  test('an endpoint that hangs is given up after ten seconds, and asked again', async () => {
    const { session, play } = await open();
    await stage.mood('hang');
    const token = session.live();
    await pause(9000);
    await stage.mood('well');
    expect(await play(await token)).to.equal(200);
    expect(await stage.asked()).to.equal(2);
  });

  test('an answer that the page may not read is a matter for its developer', async () => {
    const { session } = await open({}, (url, init) =>
      fetch(url, { ...init, mode: 'no-cors', headers: {}, body: 'plain' }),
    );
    expect(await reasonOf(session.live())).to.equal('config');
  });

  test('a key that is revoked costs one refusal', async () => {
    const { session, play } = await open();
    const token = await session.live();
    await stage.revoke();
    expect(await play(token)).to.equal(401);
    const next = await session.reject(token, 401);
    expect(await play(next)).to.equal(200);
    session.accept(next);
    expect(await stage.asked()).to.equal(2);
  });

  test('fifty players of the same film ask once', async () => {
    const { endpoint, videoId } = await stage.open();
    const own = key();
    const clock = createClock();
    const ask = endpointProvider({ url: endpoint });
    const players = Array.from({ length: 50 }, () => shareSession({ videoId, clock, key: own, ask }));
    shares.push(...players);
    await Promise.all(players.map(({ session }) => session.live()));
    expect(await stage.asked()).to.equal(1);
  });
});
