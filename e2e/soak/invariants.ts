import type { Choices } from './choices.ts';

/** The state of a player as its page sees it. */
export interface Snapshot {
  readonly time: number;
  readonly duration: number | null;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly rate: number;
  readonly volume: number;
  readonly muted: boolean;
  readonly state: string;
  readonly error: { readonly reason: string; readonly remedy: string } | null;
  /** The text of the overlay. */
  readonly message: string;
  readonly captions: string | null;
  /** `undefined` if there is none to select. */
  readonly dub?: string | undefined;
  readonly quality?: number | null | undefined;
  /** The state that the last events reported, or `undefined` without an event. */
  readonly reported: {
    readonly paused?: boolean;
    readonly seeking?: boolean;
    readonly rate?: number;
    readonly volume?: number;
    readonly muted?: boolean;
  };
}

/** Returns the violations in two snapshots of a player, taken after the faults and actions have ended. */
export function violationsOf(before: Snapshot, now: Snapshot, choices: Choices): string[] {
  const violations: string[] = [];
  const report = (isBroken: boolean, what: string) => void (isBroken && violations.push(what));

  report(now.state === 'error' && !now.error?.reason, 'an error has a reason');
  report(now.error !== null && now.message === '', 'an error is shown');
  report(now.error?.remedy === 'retry', `recovers when nothing is wrong any more: ${now.error?.reason}`);
  if (!now.error && !now.ended) {
    if (choices.playing) {
      report(now.paused, 'plays when the viewer wants it to: paused');
      report(
        !now.paused && now.time <= before.time,
        `plays when the viewer wants it to: stays at ${now.time.toFixed(1)} s`,
      );
    }
    report(choices.playing === false && !now.paused, 'is paused when the viewer paused it');
  }
  if (!now.error) {
    for (const name of ['rate', 'volume', 'muted'] as const)
      report(
        choices[name] !== undefined && choices[name] !== now[name],
        `keeps the chosen ${name}: ${choices[name]}, not ${now[name]}`,
      );
    for (const name of ['captions', 'dub', 'quality'] as const) {
      const [chosen, seen] = [choices[name], now[name]];
      report(
        chosen !== undefined && seen !== undefined && chosen !== seen,
        `keeps the chosen ${name}: ${chosen}, not ${seen}`,
      );
    }
  }
  for (const name of ['paused', 'seeking', 'rate', 'volume', 'muted'] as const) {
    const reported = now.reported[name];
    report(
      reported !== undefined && reported !== now[name],
      `the last event agrees with the property: ${name} is ${now[name]}`,
    );
  }
  return violations;
}
