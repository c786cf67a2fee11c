import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { openScene } from './stage/scene.ts';
import { show } from './stage/worker.ts';
export default { title: 'Probe', tags: ['!autodocs'] } satisfies Meta;
export const Reaches: StoryObj = {
  render: () => html`<p>probe</p>`,
  play: async () => {
    const scene = await openScene();
    show(scene);
    const grant = await (
      await fetch('/api/stream-token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ videoId: scene.source.videoId }),
      })
    ).json();
    const url = `/${grant.token}/manifest/video.m3u8`;
    const r = await fetch(url);
    expect(r.status).toBe(200);
    expect(await r.text()).toContain('#EXTM3U');
    expect(scene.log.count('granted')).toBe(1);
  },
};
