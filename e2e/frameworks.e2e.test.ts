import { serve } from '@secure-stream/origin/node';
import { createTestServer } from '@secure-stream/test-server';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { launchChromium, openPage } from '../scripts/chromium.ts';

/** An app in each framework, as its guide describes. The page calls `change()` and `fetchAgain()`, which returns an equal copy. */
const APPS = {
  Vue: `
    import { createApp, h, shallowRef } from 'vue';
    const count = shallowRef(0);
    const video = shallowRef(page.video());
    Object.assign(page, { change: () => (count.value += 1), fetchAgain: () => (video.value = page.video()) });
    const render = () => [
      h('p', count.value),
      h('secure-stream-player', {
        ...page.settings, 'video-id': video.value.id, 'next-video-id': video.value.next, 'data-count': count.value,
      }),
    ];
    createApp({ render }).mount('main');`,
  Svelte: `
    import App from 'App.svelte';
    import { mount } from 'svelte';
    mount(App, { target: document.querySelector('main') });`,
  Solid: `
    import { createMemo, createSignal } from 'solid-js';
    import h from 'solid-js/h';
    import { render } from 'solid-js/web';
    const [count, setCount] = createSignal(0);
    const [video, setVideo] = createSignal(page.video());
    Object.assign(page, { change: () => setCount(count() + 1), fetchAgain: () => setVideo(page.video()) });
    render(() => {
      const id = createMemo(() => video().id);
      const next = createMemo(() => video().next);
      return [
        h('p', count),
        h('secure-stream-player', { ...page.settings, 'video-id': id, 'next-video-id': next, 'attr:data-count': count }),
      ];
    }, document.querySelector('main'));`,
};

const SVELTE_APP = `
  <script>
    let count = $state(0);
    let video = $state.raw(page.video());
    Object.assign(page, { change: () => (count += 1), fetchAgain: () => (video = page.video()) });
  </script>
  <p>{count}</p>
  <secure-stream-player muted no-remember stream-origin={page.settings['stream-origin']} token-endpoint={page.settings['token-endpoint']}
    video-id={video.id} next-video-id={video.next} data-count={count}></secure-stream-player>`;

const svelte: Plugin = {
  name: 'svelte',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.svelte$/ }, ({ path }) => ({ path, namespace: 'svelte' }));
    onLoad({ filter: /./, namespace: 'svelte' }, () => ({
      contents: compile(SVELTE_APP, { filename: 'App.svelte', generate: 'client' }).js.code,
      resolveDir: import.meta.dirname,
    }));
  },
};

async function bundle(app: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `import '@secure-stream/element/player';${app}`, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    conditions: ['@secure-stream/source', 'browser', 'production'],
    define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    plugins: [svelte],
    write: false,
  });
  return outputFiles[0]!.text;
}

test.each(Object.entries(APPS))('a render of %s keeps the next video', async (_framework, app) => {
  const [testServer, browser, script] = await Promise.all([createTestServer(), launchChromium(), bundle(app)]);
  const { origin, endpoint, videoId } = await testServer.open();
  const next = testServer.copyVideo();
  const settings = { muted: true, 'no-remember': true, 'stream-origin': origin, 'token-endpoint': endpoint };
  const site = await serve({
    fetch: async ({ url }) =>
      url.endsWith('.js')
        ? new Response(script, { headers: { 'Content-Type': 'text/javascript' } })
        : new Response(
            `<!doctype html><title>Video</title><main></main>
            <script>globalThis.page = {
              settings: ${JSON.stringify(settings)},
              video: () => ({ id: '${videoId}', next: '${next}' }),
            }</script><script type="module" src="app.js"></script>`,
            { headers: { 'Content-Type': 'text/html' } },
          ),
  });
  try {
    const page = await openPage(browser);
    await page.goto(site.url);
    await page.waitForFunction(() => document.querySelector('secure-stream-player')?.duration);
    await page.evaluate(async () => {
      const player = document.querySelector('secure-stream-player')!;
      await player.play();
      player.currentTime = player.duration - 1;
    });
    const waitUntilNextPlays = () =>
      page.waitForFunction(
        (id) => {
          const { videoId, nextVideoId, currentTime, paused } = document.querySelector('secure-stream-player')!;
          return videoId === id && nextVideoId === '' && currentTime > 0.2 && !paused;
        },
        {},
        next,
      );
    await waitUntilNextPlays();
    const seen = await page.evaluate(async () => {
      const player = document.querySelector('secure-stream-player')!;
      const events: string[] = [];
      for (const type of ['emptied', 'pause', 'seeking', 'error'])
        player.addEventListener(type, () => events.push(type));
      const { change, fetchAgain } = (globalThis as unknown as { page: Record<'change' | 'fetchAgain', () => void> })
        .page;
      for (const render of [change, fetchAgain, change]) {
        render();
        await new Promise(requestAnimationFrame);
      }
      return {
        events,
        video: [player.videoId, player.nextVideoId],
        count: player.dataset['count'],
        text: document.querySelector('p')!.textContent,
      };
    });
    expect(seen).toEqual({ events: [], video: [next, ''], count: '2', text: '2' });
  } finally {
    await browser.close();
    await site.close();
    await testServer.close();
  }
});
