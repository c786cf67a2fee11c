import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import XAPI, { type Statement } from '@xapi/xapi';
import { afterEach, describe, expect, test } from 'vitest';
import { reportWithXapi, type XapiOptions, type XapiPlayer } from '../../src/analytics/xapi.js';
import { createTimeRanges } from '../../src/media/time-ranges.js';

const VIDEO = 'https://w3id.org/xapi/video';
const ACTOR = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'ada' } };

class FakePlayer extends EventTarget {
  videoId = 'a';
  currentTime = 0;
  duration = 60.1234;
  completion = 0;
  ranges: { start: number; end: number }[] = [];
  get watchedRanges(): TimeRanges {
    return createTimeRanges({ ranges: this.ranges });
  }

  /** The events of a viewer who plays, pauses at 10 s, seeks to 40 s, and watches to the end. */
  watch(): void {
    this.emit('play', 'playing');
    this.playTo(10);
    this.emit('pause');
    this.currentTime = 40;
    this.emit('seeking', 'seeked', 'play', 'playing');
    this.playTo(60, 40);
    this.completion = 0.5;
    this.emit('watchcomplete', 'pause');
  }

  playTo(end: number, start = 0): void {
    this.ranges.push({ start, end });
    this.currentTime = end;
    this.emit('timeupdate');
  }

  emit(...types: string[]): void {
    for (const type of types) this.dispatchEvent(new Event(type));
  }
}

/** A learning record store that accepts what the specification of xAPI 1.0.3 asks of a statement. */
async function openStore() {
  const statements: Statement[] = [];
  let isBroken = false;
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const statement = (await json(request)) as Statement;
    const isValid =
      request.url === '/xapi/statements' &&
      request.headers['x-experience-api-version'] === '1.0.3' &&
      [statement.actor, statement.verb.id, (statement.object as { id: string }).id].every(Boolean);
    if (isValid && !isBroken) statements.push(statement);
    response.writeHead(isBroken ? 500 : isValid ? 200 : 400, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify([crypto.randomUUID()]));
  };
  const server = createServer((request, response) => void respond(request, response)).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/xapi/`;
  return {
    client: new XAPI({ endpoint, auth: XAPI.toBasicAuth('user', 'password'), version: '1.0.3', adapter: 'fetch' }),
    statements,
    breakDown: () => (isBroken = true),
    close: () => server.close(),
  };
}

describe('reportWithXapi', () => {
  let close = () => undefined as unknown;
  afterEach(() => close());

  async function watch(options: Partial<XapiOptions> = {}, prepare?: (store: { breakDown(): void }) => void) {
    const store = await openStore();
    prepare?.(store);
    close = store.close;
    const player = new FakePlayer();
    const sent: Promise<unknown>[] = [];
    const client = {
      sendStatement(params: { statement: Statement }) {
        const response = store.client.sendStatement(params);
        sent.push(response.catch(() => undefined));
        return response;
      },
    };
    const activity = (videoId?: string) => ({ id: `https://site.example/videos/${videoId}`, name: 'Lesson' });
    const page = new EventTarget();
    reportWithXapi(player as unknown as XapiPlayer, client, { actor: ACTOR, activity, ...options }, page);
    player.watch();
    page.dispatchEvent(new Event('pagehide'));
    await Promise.all(sent);
    // Each is a request of its own, so the store may get them in another order.
    const order = ['initialized', 'played', 'paused', 'seeked', 'completed', 'terminated'];
    const verbOf = ({ verb }: Statement) => verb.id.split('/').at(-1)!;
    return store.statements.toSorted((one, other) => order.indexOf(verbOf(one)) - order.indexOf(verbOf(other)));
  }

  test('sends the statements of the video profile, with what was really watched', async () => {
    const statements = await watch();
    expect(statements.map(({ verb }) => verb.display!['en'])).toEqual(
      'initialized,played,played,paused,paused,seeked,completed,terminated'.split(','),
    );
    const find = (verb: string) => statements.find(({ verb: { id } }) => id.endsWith(`/${verb}`))!;
    expect(find('seeked').result!.extensions).toMatchObject({
      [`${VIDEO}/extensions/time-from`]: 10,
      [`${VIDEO}/extensions/time-to`]: 40,
    });
    const { result, object, context, actor } = find('completed');
    expect(actor).toEqual(ACTOR);
    expect(object).toMatchObject({ id: 'https://site.example/videos/a', definition: { name: { und: 'Lesson' } } });
    expect(result).toMatchObject({
      completion: true,
      duration: expect.stringMatching(/^PT[\d.]+S$/) as string,
      extensions: {
        [`${VIDEO}/extensions/time`]: 60,
        [`${VIDEO}/extensions/progress`]: 0.5,
        [`${VIDEO}/extensions/played-segments`]: '0[.]10[,]40[.]60',
      },
    });
    expect(context).toMatchObject({
      contextActivities: { category: [{ id: VIDEO }] },
      extensions: { [`${VIDEO}/extensions/length`]: 60.123 },
    });
    expect(new Set(statements.map((one) => one.context!.extensions![`${VIDEO}/extensions/session-id`])).size).toBe(1);
  });

  test('adds the registration, the template and the categories of cmi5', async () => {
    const registration = crypto.randomUUID();
    const grouping = [{ id: 'https://lms.example/courses/1' }];
    const sessionId = { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': '7' };
    const statements = await watch({
      cmi5: { registration, contextTemplate: { contextActivities: { grouping }, extensions: sessionId } },
    });
    for (const { context } of statements) {
      expect(context).toMatchObject({ registration, contextActivities: { grouping }, extensions: sessionId });
      expect(context!.extensions![`${VIDEO}/extensions/session-id`]).toBeTruthy();
    }
    const categories = statements.map(({ verb, context }) => [
      verb.display!['en'],
      context!.contextActivities!.category!.map(({ id }) => id.split('/').at(-1)).join(),
    ]);
    expect(Object.fromEntries(categories)).toEqual({
      initialized: 'video,cmi5',
      played: 'video',
      paused: 'video',
      seeked: 'video',
      completed: 'video,cmi5,moveon',
      terminated: 'video,cmi5',
    });
  });

  test('tells the page about a store that fails, and sends the next statement', async () => {
    const errors: unknown[] = [];
    const statements = await watch({ onError: (error) => errors.push(error) }, ({ breakDown }) => breakDown());
    expect(statements).toEqual([]);
    expect(errors).toHaveLength(8);
  });
});
