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

/** The server finds each token dead long before the player does. One renewal, the same request again, nothing seen. */
export const Expired = createScenario({
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    playground.advanceClock(3600);
    await waitUntil(() => playground.log.count('retried') > 0, 'the same request again');
    await waitForPlayback(player);
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('expired');
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

/** The signing key is revoked in mid-play, and the endpoint signs with a new one. */
export const Revoked = createScenario({
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await playground.revokeKey();
    await waitUntil(() => playground.log.count('retried') > 0, 'the same request again');
    await waitForPlayback(player);
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('key-revoked');
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

/** The token is for viewers in Great Britain, and the viewer crosses the Channel. */
export const CountryNotAllowed = createScenario({
  playground: { restrictions: () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] }) },
  play: async ({ playground, player }) => {
    await waitForPlayback(player);
    playground.moveTo('FR');
    await expectError(player, 'blocked');
    await findPart(player, 'access-denied');
  },
});

/** The viewer's address is on the list of those that are not let in. */
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

/** The video is for another site. That is for the developer to mend, and the viewer is told so in a sentence. */
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

/** A film of tomorrow: the token is good, and not yet. */
export const TokenNotYetValid = createScenario({
  playground: { tokenLifetime: 7200, restrictions: (now) => ({ nbf: Math.floor(now) + 3600 }) },
  play: async ({ playground, player }) => {
    await waitUntil(() => player.error !== null, 'an error');
    expect(playground.origin.requests.refused.map(({ reason }) => reason)).toContain('not-yet-valid');
    await findPart(player, 'message');
  },
});

/** The endpoint does not let this viewer in. */
export const Denied = createScenario({
  playground: { behavior: 'denied' },
  play: async ({ player }) => {
    await expectError(player, 'token-denied');
    await findPart(player, 'access-denied');
  },
});
