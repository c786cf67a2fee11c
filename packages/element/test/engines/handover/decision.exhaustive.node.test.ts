import { describe, expect, test, vi } from 'vitest';
import { decideStep } from '../../../src/engines/handover/machine.ts';
import type { HandoverStep } from '../../../src/engines/handover/state.ts';
import { explore } from '../../support/explore.ts';
import { handoverModel, type Decide } from '../../support/handover/decision-model.ts';

// It computes for seconds, and for longer on a machine that does other things too.
vi.setConfig({ testTimeout: 120_000 });

describe('the hand-over, explored breadth first over all events', () => {
  test.each([
    ['a video on demand', false],
    ['a live stream', true],
  ])('keeps every invariant in every reachable state of %s', (name, live) => {
    const { states, transitions, violations } = explore(handoverModel(decideStep, live));
    console.log(`hand-over, ${name}: ${states.length} states, ${transitions} transitions`);
    expect(Object.fromEntries(violations)).toEqual({});
    // A model that lost a part of the machine would prove nothing.
    expect(new Set(states.map(({ status }) => status)).size).toBe(live ? 7 : 8);
    expect(states.length).toBeGreaterThan(1000);
  });
});

type Input = Parameters<Decide>;

/** Decides otherwise where `wrong` has an answer. */
const mutate =
  (wrong: (right: HandoverStep, ...input: Input) => HandoverStep | undefined): Decide =>
  (situation, view) => {
    const right = decideStep(situation, view);
    return wrong(right, situation, view) ?? right;
  };

/** Does not see one thing about the players, in one situation. */
const blindTo = (status: Input[0]['status'], change: (view: Input[1]) => Input[1]): Decide =>
  mutate((_right, situation, view) => (situation.status === status ? decideStep(situation, change(view)) : undefined));

const FINISH: HandoverStep = { do: 'finish' };
const NEVER: HandoverStep = { do: 'stay', until: Infinity };

/** What would have to be decided to break each invariant. */
const mutants: Readonly<Record<string, Decide>> = {
  'decisions come to rest, or the page would freeze': mutate((_right, { status }) =>
    status === 'swapping' ? { do: 'swap' } : undefined,
  ),
  'what takes over has not failed': blindTo('swapping', (view) => ({
    ...view,
    standby: view.standby && { ...view.standby, hasFailed: false },
  })),
  'what takes over has a picture': mutate((right, { status }) =>
    status === 'preparing' && right.do === 'stay' ? FINISH : undefined,
  ),
  'what takes over plays or is paused as the viewer left it': blindTo('swapping', (view) => ({
    ...view,
    active: { ...view.active, paused: view.standby?.paused ?? false },
  })),
  'a seek of the viewer is not undone': blindTo('swapping', (view) => ({
    ...view,
    active: { ...view.active, seeking: false },
  })),
  'the position is kept': blindTo('swapping', (view) => ({
    ...view,
    active: { ...view.active, position: view.standby?.position ?? 0 },
  })),
  'nothing takes over while the viewer would lose what they do with the active player': blindTo('swapping', (view) => ({
    ...view,
    blocker: null,
  })),
  'no second player while something holds the first': blindTo('waiting', (view) => ({ ...view, blocker: null })),
  'no reload in place while there is time for a hand-over': mutate((right) =>
    right.do === 'prepare' ? { do: 'reload' } : undefined,
  ),
  'an advertisement is not cut': blindTo('waiting', (view) => ({
    ...view,
    blocker: view.blocker === 'ad' ? 'fullscreen' : view.blocker,
  })),
  'nothing that is shown is replaced': mutate((right) => (right.do === 'reload' ? { do: 'replace' } : undefined)),
  'a paused picture does not jump': mutate((right, { status }, { standby: spare }) =>
    status === 'preparing' && spare?.readyState === 4 && right.do === 'seek-standby' ? { do: 'swap' } : undefined,
  ),
  'nothing is waited for that is past': mutate((right, _situation, { now }) =>
    right.do === 'stay' && right.until < Infinity ? { do: 'stay', until: now } : undefined,
  ),
  'every wait has a deadline': mutate((right, { status }) =>
    status === 'aligning' && right.do === 'stay' ? NEVER : undefined,
  ),
  'a hand-over ends in one active player, when the next player gets ready': mutate((right) =>
    right.do === 'finish' ? NEVER : undefined,
  ),
  'a hand-over ends in one active player, when each next player fails': mutate((right, { status }, { active: old }) =>
    status === 'waiting' && right.do === 'reload' && !old.hasFailed ? NEVER : undefined,
  ),
  'a hand-over ends in one active player, when the next player never gets ready': mutate((right) =>
    right.do === 'abandon' ? NEVER : undefined,
  ),
};

describe('each invariant is seen to be broken by decisions that break it', () => {
  test.each(Object.entries(mutants))('%s', (invariant, broken) => {
    expect([...explore(handoverModel(broken, false), { stopAt: invariant }).violations.keys()]).toContain(invariant);
  });
});
