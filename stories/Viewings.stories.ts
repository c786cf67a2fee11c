// @tier all: `viewings.browser` covers the limit
import type { SecureStreamElement } from '@secure-stream/element';
import { TEST_VIEWER } from '@secure-stream/test-server/endpoint';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { findWatermark } from './support/device-frame.ts';
import { expectError, findPart, waitForPlayback, waitUntil } from './support/assertions.ts';
import { createScenario, renderPlayer, scenarioMeta, type ScenarioMeta } from './support/scenario.ts';

export default { ...scenarioMeta, title: 'Viewings' } satisfies ScenarioMeta;

/** Constant objects: with another `tokenRequest`, a player has another session. */
const REQUESTS = { Laptop: { body: { device: 'Laptop' } }, Phone: { body: { device: 'Phone' } } } as const;

/**
 * Two devices of one viewer at a site that allows one. The phone is refused and names the laptop. It takes over, and the laptop ends at its next
 * renewal. The laptop then takes its place back at the position where it was.
 */
export const TwoDevices = createScenario({
  playground: { tokenLifetime: 6, viewings: { perViewer: 1 } },
  render: (playground, args) => html`
    <div style="display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1px">
      ${(['Laptop', 'Phone'] as const).map(
        (device) => html`
          <device-frame .device=${device} .playground=${playground}>
            ${renderPlayer(playground, args, { tokenRequest: REQUESTS[device], autoplay: device === 'Laptop', preload: 'none' })}
          </device-frame>
        `,
      )}
    </div>
  `,
  play: async ({ playground, player: laptop }) => {
    await waitForPlayback(laptop);
    const phone = document.querySelectorAll('secure-stream')[1] as SecureStreamElement;
    void phone.play().catch(() => undefined);
    await expectError(phone, 'viewing-limit');
    const overlay = await findPart(phone, 'viewing-limit');
    expect(overlay.textContent).toContain('Laptop');
    overlay.querySelector('button')?.click();
    await waitForPlayback(phone);
    await expectError(laptop, 'displaced');
    const { currentTime } = laptop;
    laptop.retry({ takeover: true });
    await waitUntil(() => laptop.error === null && laptop.currentTime >= currentTime, 'the laptop to resume');
    await expectError(phone, 'displaced');
    await playground.endpoint.viewings?.revokeViewer(TEST_VIEWER);
    await expectError(laptop, 'revoked');
    await findPart(laptop, 'access-denied');
  },
});

/** The endpoint sends the name of the viewer, and the player draws it over the picture. The button removes it, and the player puts it back. */
export const Watermark = createScenario({
  playground: { watermark: { text: 'ada@example.com' } },
  render: (playground, args) => html`
    <device-frame .playground=${playground} .device=${'Watermark'}>${renderPlayer(playground, args)}</device-frame>
  `,
  play: async ({ player }) => {
    const counts: number[] = [];
    player.addEventListener('watermarktamper', ({ count }) => counts.push(count));
    await waitForPlayback(player);
    await waitUntil(() => findWatermark(player) !== null, 'the watermark');
    const first = findWatermark(player);
    document.querySelector('device-frame')?.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => findWatermark(player) !== null && findWatermark(player) !== first, 'another watermark');
    expect(counts).toEqual([1]);
  },
});
