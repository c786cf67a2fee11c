import {
  countRequests,
  createFixedViewer,
  createJitteredViewer,
  computePeakAndMean,
  createSessionViewer,
  type Simulation,
} from './session/simulation.ts';

/** Simulates a million viewers of one event who arrive within a minute, and compares the endpoint's peak load with its mean. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const viewers = Number(process.argv[2] ?? 1_000_000);

const createSimulation = (lifetime: number, more: Partial<Simulation> = {}): Simulation => ({
  viewers,
  arrivalWindow: MINUTE,
  lifetime,
  duration: 8 * lifetime,
  ...more,
});

/** Counts in intervals of a 360th of the lifetime: ten seconds for an hour. */
function report(
  name: string,
  viewer: typeof createSessionViewer,
  { lifetime, ...rest }: Simulation,
  settled = lifetime,
): void {
  const width = lifetime / 360;
  const { peak, mean } = computePeakAndMean(countRequests({ lifetime, ...rest }, viewer, width), settled / width);
  const perSecond = (count: number) => ((count / width) * 1000).toFixed(0).padStart(7);
  const lifetimeText = `${lifetime / MINUTE} min`.padStart(8);
  console.log(
    `${name.padEnd(46)} ${lifetimeText} ${perSecond(mean)} ${perSecond(peak)} ${(peak / mean).toFixed(2).padStart(8)}`,
  );
}

console.log(
  `${viewers.toLocaleString('en')} viewers admitted in one minute; token requests after the first lifetime\n`,
);
console.log(`${''.padEnd(46)} lifetime  mean/s  peak/s peak/mean`);
for (const minutes of [5, 10, 60, 240])
  report('secure-stream', createSessionViewer, createSimulation(minutes * MINUTE));
report('at four fifths, without jitter', createFixedViewer, createSimulation(HOUR));
report('at four fifths, 10 % jitter', createJitteredViewer, createSimulation(HOUR));

console.log('\nRequests that coincide again, from one lifetime after the disruption\n');
const after = 4 * HOUR + 2 * MINUTE + HOUR;
report(
  'endpoint down for two minutes',
  createSessionViewer,
  createSimulation(HOUR, { outage: [4 * HOUR, 4 * HOUR + 2 * MINUTE] }),
  after,
);
report('key revoked during the event', createSessionViewer, createSimulation(HOUR, { keyRevokedAt: 4 * HOUR }), after);
