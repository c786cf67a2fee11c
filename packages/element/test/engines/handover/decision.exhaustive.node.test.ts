import { describe, expect, test, vi } from 'vitest';
import { decideStep } from '../../../src/engines/handover/machine.ts';
import type { HandoverStep } from '../../../src/engines/handover/state.ts';
import { explore } from '../../../../session/test/support/explore.ts';
import { handoverModel, type Decide } from '../../support/handover/decision-model.ts';

// The exploration takes seconds, and longer on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

describe('decideStep, explored breadth first over all events', () => {
  test.each([
    ['a video on demand', false],
    ['a live stream', true],
  ])('keeps every invariant in every reachable state of %s', (name, live) => {
    const { states, transitions, violations } = explore(handoverModel(decideStep, live));
    console.log(`hand-over, ${name}: ${states.length} states, ${transitions} transitions`);
    expect(Object.fromEntries(violations)).toEqual({});
    // Guards against a model that no longer reaches a part of the machine.
    expect(new Set(states.map(({ status }) => status)).size).toBe(live ? 8 : 9);
    expect(states.length).toBeGreaterThan(1000);
  });
});

type Input = Parameters<Decide>;

/** Replaces a decision where `wrong` returns one. */
const mutate =
  (wrong: (right: HandoverStep, ...input: Input) => HandoverStep | undefined): Decide =>
  (state, input) => {
    const right = decideStep(state, input);
    return wrong(right, state, input) ?? right;
  };

/** Decides from a changed input in one state. */
const withInput = (status: Input[0]['status'], change: (input: Input[1]) => Input[1]): Decide =>
  mutate((_right, state, input) => (state.status === status ? decideStep(state, change(input)) : undefined));

const FINISH: HandoverStep = { do: 'finish' };
const NEVER: HandoverStep = { do: 'stay', until: Infinity };

/** For each invariant, a decision that violates it. */
const mutants: Readonly<Record<string, Decide>> = {
  'decisions come to rest, or the page would freeze': mutate((_right, { status }) =>
    status === 'swapping' ? { do: 'swap' } : undefined,
  ),
  'a failed player does not take over': withInput('swapping', (input) => ({
    ...input,
    standby: input.standby && { ...input.standby, hasFailed: false },
  })),
  'the player that takes over has a frame': mutate((right, { status }) =>
    status === 'preparing' && right.do === 'stay' ? FINISH : undefined,
  ),
  'the player that takes over plays or is paused as the viewer chose': withInput('swapping', (input) => ({
    ...input,
    active: { ...input.active, paused: input.standby?.paused ?? false },
  })),
  'a seek of the viewer is not undone': withInput('swapping', (input) => ({
    ...input,
    active: { ...input.active, seeking: false },
  })),
  'the position is kept': withInput('swapping', (input) => ({
    ...input,
    active: { ...input.active, position: input.standby?.position ?? 0 },
  })),
  'no player takes over while the active one is blocked': withInput('swapping', (input) => ({
    ...input,
    blocker: null,
  })),
  'no second player while the first is blocked': withInput('waiting', (input) => ({ ...input, blocker: null })),
  'no reload in place while there is time for a hand-over': mutate((right) =>
    right.do === 'prepare' ? { do: 'reload' } : undefined,
  ),
  'no reload is repeated while it may still end': withInput('reloading', (input) => ({
    ...input,
    active: { ...input.active, paused: false },
  })),
  'an advertisement is not interrupted': withInput('waiting', (input) => ({
    ...input,
    blocker: input.blocker === 'ad' ? 'fullscreen' : input.blocker,
  })),
  'no player with data is replaced': mutate((right) => (right.do === 'reload' ? { do: 'replace' } : undefined)),
  'the frame of a paused video does not change': mutate((right, { status }, { standby }) =>
    status === 'preparing' && standby?.readyState === 4 && right.do === 'seek-standby' ? { do: 'swap' } : undefined,
  ),
  'no wait ends in the past': mutate((right, _state, { now }) =>
    right.do === 'stay' && right.until < Infinity ? { do: 'stay', until: now } : undefined,
  ),
  'every wait has a deadline': mutate((right, { status }) =>
    status === 'aligning' && right.do === 'stay' ? NEVER : undefined,
  ),
  'a hand-over ends in one active player, when the next player gets ready': mutate((right) =>
    right.do === 'finish' ? NEVER : undefined,
  ),
  'a hand-over ends in one active player, when each next player fails': mutate((right, { status }, { active }) =>
    status === 'waiting' && right.do === 'reload' && !active.hasFailed ? NEVER : undefined,
  ),
  'a hand-over ends in one active player, when the next player never gets ready': mutate((right) =>
    right.do === 'abandon' ? NEVER : undefined,
  ),
};

describe('the exploration finds a violation of', () => {
  test.each(Object.entries(mutants))('%s', (invariant, broken) => {
    expect([...explore(handoverModel(broken, false), { stopAt: invariant }).violations.keys()]).toContain(invariant);
  });
});
