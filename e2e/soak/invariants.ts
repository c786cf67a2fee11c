import type { Choices } from './choices.ts';

/** What can be seen of a player from its page. */
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
  /** What the overlay says. */
  readonly message: string;
  readonly captions: string | null;
  /** `undefined` where there is none to choose from. */
  readonly dub?: string | undefined;
  readonly quality?: number | null | undefined;
  /** What the events told last, and `undefined` when none did. */
  readonly told: {
    readonly paused?: boolean;
    readonly seeking?: boolean;
    readonly rate?: number;
    readonly volume?: number;
    readonly muted?: boolean;
  };
}

/** What does not hold of two looks at a player that was left in peace, a moment apart. */
export function violationsOf(before: Snapshot, now: Snapshot, choices: Choices): string[] {
  const violations: string[] = [];
  const say = (isBroken: boolean, what: string) => void (isBroken && violations.push(what));

  say(now.state === 'error' && !now.error?.reason, 'an error has a reason');
  say(now.error !== null && now.message === '', 'an error is shown');
  say(now.error?.remedy === 'retry', `recovers when nothing is wrong any more: ${now.error?.reason}`);
  if (!now.error && !now.ended) {
    if (choices.playing) {
      say(now.paused, 'plays when the viewer wants it to: paused');
      say(
        !now.paused && now.time <= before.time,
        `plays when the viewer wants it to: stands at ${now.time.toFixed(1)} s`,
      );
    }
    say(choices.playing === false && !now.paused, 'is paused when the viewer paused it');
  }
  if (!now.error) {
    for (const name of ['rate', 'volume', 'muted'] as const)
      say(choices[name] !== now[name], `keeps the chosen ${name}: ${choices[name]}, not ${now[name]}`);
    for (const name of ['captions', 'dub', 'quality'] as const) {
      const [chosen, seen] = [choices[name], now[name]];
      say(
        chosen !== undefined && seen !== undefined && chosen !== seen,
        `keeps the chosen ${name}: ${chosen}, not ${seen}`,
      );
    }
  }
  for (const name of ['paused', 'seeking', 'rate', 'volume', 'muted'] as const) {
    const told = now.told[name];
    say(told !== undefined && told !== now[name], `the last event agrees with the property: ${name} is ${now[name]}`);
  }
  return violations;
}
