import { countRequests, computePeakAndMean, createSessionViewer, type Simulation } from './session/simulation.ts';

/**
 * Prints the tables of docs/guides/scale.md: the load of a token endpoint, from the session's own state machine and renewal schedule.
 *
 * npm run bench -- scale
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SIMULATED = 100_000;
const LIFETIMES = [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR];
const AUDIENCES = [1e4, 1e5, 1e6, 1e7];

/** US dollars, Workers Paid: docs/guides/scale.md names the sources. */
const PER_MILLION_REQUESTS = 0.3;
const PER_MILLION_CPU_MS = 0.02;
/** `npm run bench -- signer`: 2,250 tokens per second on one thread of workerd. */
const CPU_MS_PER_TOKEN = 1000 / 2250;

const settled = LIFETIMES.map((lifetime) => simulate({ lifetime, duration: 8 * lifetime }));
/** Requests of one viewer in one second, after the first lifetime. */
const rates = settled.map(({ between, duration }, index) => between(LIFETIMES[index]!, duration).mean / SIMULATED);

table(
  'Requests per second after the first lifetime',
  ['viewers', ...LIFETIMES.map(duration)],
  AUDIENCES.map((viewers) => [count(viewers), ...rates.map((rate) => perSecond(rate * viewers))]),
);

table(
  'A crowd that arrives within one minute: requests per second of a million viewers, and peaks in means',
  ['lifetime', 'mean/s', 'arrival', 'first lifetime', 'from then on'],
  LIFETIMES.map((lifetime, index) => {
    const { between, duration: end } = settled[index]!;
    const { mean, peak } = between(lifetime, end);
    const arrival = between(0, MINUTE).peak / mean;
    return [duration(lifetime), perSecond((mean / SIMULATED) * 1e6), ratio(arrival), ratio(between(2 * MINUTE, lifetime).peak / mean), ratio(peak / mean)]; // prettier-ignore
  }),
);

const OUTAGE = 5 * MINUTE;
for (const retryAfter of [undefined, 2 * MINUTE]) {
  table(
    `The endpoint is down for five minutes${retryAfter ? `, and answers with Retry-After: ${retryAfter / SECOND}` : ''}: peaks in means`,
    [
      'lifetime',
      'during the outage',
      'first minute after it',
      'next four minutes',
      'rest of the lifetime',
      'from then on',
    ],
    LIFETIMES.map((lifetime, index) => {
      const start = Math.max(4 * lifetime, 20 * MINUTE);
      const end = start + OUTAGE;
      const { between, duration: last } = simulate({
        lifetime,
        duration: end + 4 * lifetime,
        outage: [start, end],
        ...(retryAfter && { retryAfter }),
      });
      const mean = rates[index]! * SIMULATED;
      const spans = [start, end, end + MINUTE, end + OUTAGE, Math.max(end + OUTAGE, end + lifetime), last];
      return [duration(lifetime), ...spans.slice(1).map((to, at) => (to > spans[at]! ? ratio(between(spans[at]!, to).peak / mean) : '–'))]; // prettier-ignore
    }),
  );
}

const EVENT = 2 * HOUR;
table(
  'An event of two hours on Workers: token requests, and US dollars for them',
  ['viewers', ...LIFETIMES.map(duration)],
  AUDIENCES.map((viewers) => [
    count(viewers),
    ...rates.map((rate, index) => {
      // The first token lasts for four fifths of a lifetime, and the rate holds for the rest of the event.
      const requests = viewers * (1 + Math.max(0, (rate * (EVENT - 0.8 * LIFETIMES[index]!)) / SECOND));
      const dollars = (requests / 1e6) * (PER_MILLION_REQUESTS + CPU_MS_PER_TOKEN * PER_MILLION_CPU_MS);
      return `${(requests / 1e6).toFixed(requests < 1e7 ? 2 : 0)} M, $${dollars.toFixed(2)}`;
    }),
  ]),
);

/**
 * Simulates a crowd that arrives within one minute. The result gives requests per second between two times, counted in windows: of ten
 * seconds for a sudden crowd, or of a share of the lifetime for the long run, so that chance alone makes no peaks.
 */
function simulate(more: Pick<Simulation, 'lifetime' | 'duration'> & Partial<Simulation>) {
  const simulation: Simulation = { viewers: SIMULATED, arrivalWindow: MINUTE, ...more };
  const steady = simulation.lifetime / 120;
  const [sudden, long] = [10 * SECOND, steady].map((width) => countRequests(simulation, createSessionViewer, width));
  const between = (from: number, to: number) => {
    const [counts, width] = to - from > simulation.lifetime / 2 ? [long!, steady] : [sudden!, 10 * SECOND];
    const { peak, mean } = computePeakAndMean(counts, Math.floor(from / width), Math.floor(to / width));
    return { peak: (peak / width) * SECOND, mean: (mean / width) * SECOND };
  };
  return { between, duration: simulation.duration };
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [head, head.map((_, column) => (column ? '--:' : '---')), ...rows];
  console.log(`\n${title}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`);
}

function duration(milliseconds: number): string {
  return milliseconds < HOUR ? `${milliseconds / MINUTE} min` : `${milliseconds / HOUR} h`;
}

function count(viewers: number): string {
  return viewers.toLocaleString('en');
}

function perSecond(requests: number): string {
  return requests < 10 ? requests.toPrecision(2) : Math.round(Number(requests.toPrecision(3))).toLocaleString('en');
}

function ratio(value: number): string {
  return value < 10 ? value.toFixed(2) : String(Math.round(value));
}
