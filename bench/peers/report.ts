import { PLAYERS, type Player } from './players.ts';
import type { Interruption, Interval } from './states.ts';

export interface PlayerResult {
  readonly player: Player;
  /** Bytes of JavaScript until the first frame, gzipped. */
  readonly scriptBytes: number;
  /** Milliseconds to the first frame at each round trip, in the median. */
  readonly firstFrames: readonly number[];
  readonly intervals: readonly Interval[];
  /** Bytes of segments, and of those that were loaded before. */
  readonly bytes: { readonly all: number; readonly repeated: number };
  /** The whole run with tokens that expire. */
  readonly renewals: Interruption;
  readonly events: Readonly<Record<'refused' | 'clock' | 'sleep' | 'outage' | 'longPause' | 'longSleep', Interruption>>;
}

export interface ReportOptions {
  readonly versions: Readonly<Record<string, string>>;
  /** Length of the run with tokens that expire. */
  readonly seconds: number;
  readonly rounds: number;
  /** Seconds. */
  readonly lifetime: number;
}

/** The section of `docs/benchmarks.md` about other players. */
export function writeReport(results: readonly PlayerResult[], options: ReportOptions): string {
  const { versions, seconds, rounds, lifetime } = options;
  const reference = results.find(({ player }) => player.file === 'hls-js');
  const versionOf = ({ library }: Player) => (library ? ` (${versions[library]})` : '');
  const rows = results.map(({ player, scriptBytes, firstFrames, bytes, renewals, events }) => [
    player.name + versionOf(player),
    kilobytes(scriptBytes),
    ...firstFrames.map((time, index) => `${Math.round(time)}${ratio(time, reference?.firstFrames[index])}`),
    describe(renewals),
    kilobytes(bytes.repeated),
    describe(events.refused),
    describe(events.clock),
    describe(events.sleep),
    describe(events.outage),
    describe(events.longPause),
    describe(events.longSleep),
  ]);
  return `One run of \`npm run bench -- peers --write\`, which writes this section: each player alone in a new Chromium, one after another, with one stream of the local origin, an **emulated origin**: how the service itself refuses a token is not known in every detail ([facts](stream-facts.md)).

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="./images/peers-dark.svg" />
  <img src="./images/peers-light.svg" alt="What a viewer sees of each player in ${seconds} seconds with tokens of ${lifetime} seconds: the table below has the numbers." />
</picture>

${table([['player', 'JavaScript, kB', 'first frame at 40 ms', 'at 120 ms', `interrupted in ${seconds} s`, 'loaded twice, kB', 'token refused', 'clock an hour slow', 'asleep', 'endpoint down', 'paused for an hour', 'asleep for an hour'], ...rows])}

Interruptions are seconds in which the picture stood still. "Stopped" means that it no longer moved at the end.

### Method

- Site, token endpoint and origin are reached by HTTP/2 over TLS, with a round trip of 40 ms (first frames: also 120 ms) and 1 MB/s for all connections together. A new connection costs two round trips. Each page requests its first token from the endpoint. Scripts are bundled by Vite, minified and gzipped. First frames are medians of ${rounds} rounds, in milliseconds from the navigation; the ratio is that to hls.js.
- Tokens are valid for ${lifetime} s. All players that offer it buffer 12 s. Otherwise a third of the video would be complete before the first token expires.
- An event comes 5 s after the first frame:
  - token refused: the key that signed the token is revoked, and the endpoint signs with another one;
  - clock an hour slow: from the beginning, in the page only;
  - asleep: the browser is stopped for 15 s. They do not count;
  - endpoint down: it responds with 503 for 20 s. No player can go on for longer than its buffer and its token.
  - paused for an hour, asleep for an hour: tokens are valid for an hour. The clocks of page and origin jump by 61 minutes, as when the lid of a laptop was closed. After the pause, the viewer seeks 36 s ahead, beyond the buffer, and plays; the seek counts. After the sleep, playback goes on from a full buffer.
- Each recording ends 20 s after the event is over, and 40 s after the endpoint was down: a retry may wait for 30 s, so that viewers do not return together.

Each player is used as its own documentation says, and "with session" as [our page for it](integrations/README.md) says:

${table([['player', 'renewal'], ...PLAYERS.filter((one) => results.some(({ player }) => player === one)).map(({ name, renewal }) => [name, renewal])])}

video.js 10, hls-video, mux-video and Vidstack play through hls.js. A page that gives them an \`xhrSetup\` gets what the row of hls.js with \`xhrSetup\` shows. video.js 10 is a beta: its release candidate needs packages that are not published.

The last two rows show the frame of the local origin, which plays through hls.js and has the interface of the service's frame. Its script is not counted. It buffers as much as hls.js does by default, which is the whole of this video in the first seconds, so no request is refused, and its zeros say nothing of renewals. How the player of the service itself buffers is not known.
`;
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);

const ratio = (time: number, reference: number | undefined) =>
  reference === undefined || time === reference ? '' : ` (${(time / reference).toFixed(2)})`;

const describe = ({ seconds, isStopped }: Interruption) => (isStopped ? 'stopped' : seconds.toFixed(1));

const table = ([head = [], ...rows]: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
