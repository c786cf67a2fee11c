import { SecureStream, type SecureStreamElement, useSecureStreamState } from '@secure-stream/react';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { html } from 'lit';
import { StrictMode, useState } from 'react';
import { expect } from 'storybook/test';
import './stage/react-root.ts';
import type { Scene } from './stage/scene.ts';
import { situation, situations, type SituationArgs, type SituationMeta } from './stage/situation.ts';
import { NOTHING_SEEN, renewals, startOf, until } from './stage/viewing.ts';

const SNIPPET = `import { SecureStream } from '@secure-stream/react';

<SecureStream
  videoId="5d5bc37ffcf54c9b82e996823bffbb81"
  customerCode="f33zs165nr7gyfy4"
  tokenEndpoint="/api/stream-token"
  controls
/>`;

export default {
  ...situations,
  title: 'React',
  parameters: { ...situations.parameters, docs: { source: { language: 'tsx', code: SNIPPET } } },
} satisfies SituationMeta;

/** The component, twice mounted by StrictMode: one token is asked for. Beside the film, what its handlers hear. */
export const Component = situation({
  scene: { life: 3 },
  draw: ({ source }, { engine }) => html`<react-root .node=${(<Film source={source} engine={engine} />)}></react-root>`,
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    expect(scene.log.tokens).toHaveLength(1);
    await renewals(scene, 2);
    expect(viewing).toEqual(NOTHING_SEEN);
    await until(() => document.querySelector('.heard')?.textContent?.includes('2 renewals') ?? false, 'the handler');
  },
});

/** A player that costs nothing until it is near the viewport: no code, no engine, no token. */
export const Lazy = situation({
  scene: { life: 3 },
  draw: ({ source }) => html`
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
  play: async ({ scene, player }) => {
    const viewing = await startOf(player);
    await renewals(scene, 1);
    expect(viewing).toEqual(NOTHING_SEEN);
  },
});

function Film({ source, engine }: { source: Scene['source']; engine: SituationArgs['engine'] }) {
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
      <p className="heard" style={{ margin: 0, padding: '0.75rem 1rem', background: '#141b27' }}>
        {state}, {renewed} renewals
      </p>
    </StrictMode>
  );
}
