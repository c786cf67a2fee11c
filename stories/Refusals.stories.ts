// @tier all: `token-rejections` covers the refusals
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { allowCountries, blockAddresses, blockEverythingElse } from '@secure-stream/signer';
import { expect } from 'storybook/test';
import { createScenario, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';
import {
  expectError,
  NO_INTERRUPTIONS,
  findPart,
  waitForPlayback,
  watchInterruptions,
  waitUntil,
} from './support/assertions.ts';

export default { ...scenarioMeta, title: 'Refusals' } satisfies ScenarioMeta;

/**
 * The server's clock is an hour fast, so it refuses each token as expired. The player renews the token once and repeats the request, and
 * the viewer notices nothing.
 */
export const Expired = createScenario({
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    playground.advanceClock(3600);
    await waitUntil(() => playground.log.count('retried') > 0, 'a repeated request');
    await waitForPlayback(player);
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('expired');
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

/** The signing key is revoked during playback, and the endpoint signs with a new one. */
export const Revoked = createScenario({
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await playground.revokeKey();
    await waitUntil(() => playground.log.count('retried') > 0, 'a repeated request');
    await waitForPlayback(player);
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('key-revoked');
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

/** The token allows viewers in Great Britain only, and the viewer moves to France. */
export const CountryNotAllowed = createScenario({
  playground: { restrictions: () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] }) },
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    playground.moveTo('FR');
    await expectError(player, 'blocked');
    await findPart(player, 'access-denied');
  },
});

/** The viewer's IP address is blocked by an access rule. */
export const IpAddressNotAllowed = createScenario({
  playground: {
    restrictions: () => ({ accessRules: [blockAddresses('198.51.100.0/24')] }),
    origin: { viewer: { address: '198.51.100.9', country: 'GB' } },
  },
  play: async ({ player }) => {
    await expectError(player, 'blocked');
    await findPart(player, 'access-denied');
  },
});

/** The video's allowed origins do not include this site. A developer has to change that; the viewer sees a message. */
export const OriginNotAllowed = createScenario({
  prepare: (playground) => {
    playground.origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['example.com'] });
    playground.page = 'https://another-site.example/';
  },
  play: async ({ playground, player }) => {
    await waitUntil(() => player.error !== null, 'an error');
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('origin-not-allowed');
    await findPart(player, 'message');
  },
});

/** The token is correct, but not valid before tomorrow. */
export const TokenNotYetValid = createScenario({
  playground: { tokenLifetime: 7200, restrictions: (now) => ({ nbf: Math.floor(now) + 3600 }) },
  play: async ({ playground, player }) => {
    await waitUntil(() => player.error !== null, 'an error');
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('not-yet-valid');
    await findPart(player, 'message');
  },
});

/** The endpoint denies this viewer a token. */
export const Denied = createScenario({
  playground: { behavior: 'denied' },
  play: async ({ player }) => {
    await expectError(player, 'token-denied');
    await findPart(player, 'access-denied');
  },
});
