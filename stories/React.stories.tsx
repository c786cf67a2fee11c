// @tier all: `playing.react` covers the same
import { SecureStream, type SecureStreamElement, useSecureStreamState } from '@secure-stream/react';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { html } from 'lit';
import { StrictMode, useState } from 'react';
import { expect } from 'storybook/test';
import './support/react-root.ts';
import type { PlaygroundState } from './support/playground-state.ts';
import { createScenario, scenarioMeta, type ScenarioArgs, type ScenarioMeta } from './support/scenario.ts';
import { NO_INTERRUPTIONS, waitForRenewals, watchInterruptions, waitUntil } from './support/assertions.ts';

const SNIPPET = `import { SecureStream } from '@secure-stream/react';

<SecureStream
  videoId="5d5bc37ffcf54c9b82e996823bffbb81"
  customerCode="f33zs165nr7gyfy4"
  tokenEndpoint="/api/stream-token"
  controls
/>`;

export default {
  ...scenarioMeta,
  title: 'React',
  parameters: { ...scenarioMeta.parameters, docs: { source: { language: 'tsx', code: SNIPPET } } },
} satisfies ScenarioMeta;

/**
 * The component in `StrictMode`, which mounts it twice: it requests one token only. The line below the video shows what its handlers
 * received.
 */
export const Component = createScenario({
  playground: { tokenLifetime: 3 },
  render: ({ source }, { engine }) =>
    html`<react-root .node=${(<Player source={source} engine={engine} />)}></react-root>`,
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 2);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
    const countRenewals = () => parseInt(document.querySelector('.handler-log')?.textContent?.split(', ')[1] ?? '');
    await waitUntil(
      () => countRenewals() >= 2 && playground.log.tokens.length === countRenewals() + 1,
      'one token, and one for each renewal',
    );
  },
});

/** A player that loads nothing until it is near the viewport: no code, no engine, no token. */
export const Lazy = createScenario({
  playground: { tokenLifetime: 3 },
  render: ({ source }) => html`
    <react-root
      .node=${(
        <LazySecureStream
          {...source}
          autoplay
          muted
          playsInline
          controls
          placeholder={<p>The player will be here.</p>}
        />
      )}
    ></react-root>
  `,
  play: async ({ playground, player }) => {
    const interruptions = await watchInterruptions(player);
    await waitForRenewals(playground, 1);
    expect(interruptions).toEqual(NO_INTERRUPTIONS);
  },
});

function Player({ source, engine }: { source: PlaygroundState['source']; engine: ScenarioArgs['engine'] }) {
  const [player, setPlayer] = useState<SecureStreamElement | null>(null);
  const [renewed, setRenewed] = useState(0);
  const state = useSecureStreamState(player);
  return (
    <StrictMode>
      <SecureStream
        {...source}
        ref={setPlayer}
        engine={engine}
        autoplay
        muted
        playsInline
        controls
        hlsConfig={{ maxBufferLength: 6, maxMaxBufferLength: 6 }}
        onTokenRefresh={() => setRenewed((count) => count + 1)}
      />
      <p className="handler-log" style={{ margin: 0, padding: '0.75rem 1rem', background: '#141b27' }}>
        {state}, {renewed} renewals
      </p>
    </StrictMode>
  );
}
