import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { allowCountries, blockAddresses, blockEverythingElse } from '@secure-stream/signer';
import { expect } from 'storybook/test';
import { situation, situations, type SituationMeta } from './stage/situation.ts';
import { failure, NOTHING_SEEN, part, pictures, startOf, until } from './stage/viewing.ts';

export default { ...situations, title: 'Refusals' } satisfies SituationMeta;

/** The server finds each token dead long before the player does. One renewal, the same request again, nothing seen. */
export const Expired = situation({
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    scene.jump(3600);
    await until(() => scene.log.count('retried') > 0, 'the same request again');
    await pictures(player);
    expect(scene.origin.requests.refused.map(({ reason }) => reason)).toContain('expired');
    expect(viewing).toEqual(NOTHING_SEEN);
  },
});

/** The signing key is revoked in mid-play, and the endpoint signs with a new one. */
export const Revoked = situation({
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await scene.revokeKey();
    await until(() => scene.log.count('retried') > 0, 'the same request again');
    await pictures(player);
    expect(scene.origin.requests.refused.map(({ reason }) => reason)).toContain('key-revoked');
    expect(viewing).toEqual(NOTHING_SEEN);
  },
});

/** The token is for viewers in Great Britain, and the viewer crosses the Channel. */
export const AnotherCountry = situation({
  scene: { restrictions: () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] }) },
  play: async ({ scene, player }) => {
    await pictures(player);
    scene.moveTo('FR');
    await failure(player, 'blocked');
    await part(player, 'blocked');
  },
});

/** The viewer's address is on the list of those that are not let in. */
export const AnotherAddress = situation({
  scene: {
    restrictions: () => ({ accessRules: [blockAddresses('198.51.100.0/24')] }),
    origin: { viewer: { address: '198.51.100.9', country: 'GB' } },
  },
  play: async ({ player }) => {
    await failure(player, 'blocked');
    await part(player, 'blocked');
  },
});

/** The video is for another site. That is for the developer to mend, and the viewer is told so in a sentence. */
export const AnotherSite = situation({
  before: (scene) => {
    scene.origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['example.com'] });
    scene.page = 'https://another-site.example/';
  },
  play: async ({ scene, player }) => {
    await until(() => player.error !== null, 'an error');
    expect(scene.origin.requests.refused.map(({ reason }) => reason)).toContain('origin-not-allowed');
    await part(player, 'message');
  },
});

/** A film of tomorrow: the token is good, and not yet. */
export const NotYet = situation({
  scene: { life: 7200, restrictions: (now) => ({ nbf: Math.floor(now) + 3600 }) },
  play: async ({ scene, player }) => {
    await until(() => player.error !== null, 'an error');
    expect(scene.origin.requests.refused.map(({ reason }) => reason)).toContain('not-yet-valid');
    await part(player, 'message');
  },
});

/** The endpoint does not let this viewer in. */
export const Denied = situation({
  scene: { mood: 'denied' },
  play: async ({ player }) => {
    await failure(player, 'token-denied');
    await part(player, 'blocked');
  },
});
