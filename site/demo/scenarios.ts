import type { SecureStreamElement } from '@secure-stream/element';
import { allowCountries, blockEverythingElse } from '@secure-stream/signer';
import { html, type TemplateResult } from 'lit';
import { findWatermark } from '../../stories/support/device-frame.ts';
import type { PlaygroundOptions, PlaygroundState } from '../../stories/support/playground-state.ts';
import type { DemoName } from './demos.ts';

/** A button of a demo. */
export interface DemoAction {
  readonly label: string;
  run(playground: PlaygroundState): void;
}

export interface Scenario {
  /** The conditions when the demo opens. */
  readonly playground: PlaygroundOptions;
  readonly actions: readonly DemoAction[];
  /** Registers the tags, and renders the page of the demo. */
  render(playground: PlaygroundState): Promise<TemplateResult>;
}

const REVOKE_KEY: DemoAction = { label: 'Revoke the key', run: (playground) => void playground.revokeKey() };
const RENEWALS = { playground: { tokenLifetime: 10 }, actions: [REVOKE_KEY] } as const;

const findElement = () => document.querySelector<SecureStreamElement>('secure-stream');

/** Seconds. With the default buffer, the video would be complete before its second token. */
const SHORT_BUFFER = { maxBufferLength: 6, maxMaxBufferLength: 6 };

export const SCENARIOS: Readonly<Record<DemoName, Scenario>> = {
  start: { ...RENEWALS, render: renderElement },
  player: { ...RENEWALS, render: renderPlayer },
  react: {
    ...RENEWALS,
    render: async ({ source }) => (await import('./react.tsx')).renderComponent(source, SHORT_BUFFER),
  },
  'viewing-limits': {
    playground: { tokenLifetime: 6, viewings: { perViewer: 1 } },
    actions: [],
    render: async (playground) => {
      const [laptop, phone] = await Promise.all(DEVICES.map((device) => renderElement(playground, device)));
      return html`
        <div class="devices">
          <device-frame device="Laptop" .playground=${playground}>${laptop}</device-frame>
          <device-frame device="Phone" .playground=${playground}>${phone}</device-frame>
        </div>
      `;
    },
  },
  watermark: {
    playground: { watermark: { text: 'ada@example.com' } },
    actions: [{ label: 'Remove the watermark', run: () => findWatermark(findElement())?.remove() }],
    render: renderElement,
  },
  blocked: {
    playground: {
      tokenLifetime: 60,
      restrictions: () => ({ accessRules: [allowCountries('GB'), blockEverythingElse()] }),
      origin: { viewer: { address: '198.51.100.9', country: 'FR' } },
    },
    actions: [
      {
        label: 'Move to Great Britain',
        run: (playground) => {
          playground.moveTo('GB');
          findElement()?.retry();
        },
      },
    ],
    render: renderElement,
  },
  'token-expired': {
    playground: { tokenLifetime: 6 },
    actions: [],
    render: async (playground) => {
      await import('@secure-stream/element/define');
      const { videoId, streamOrigin, tokenEndpoint } = playground.source;
      const body = JSON.stringify({ videoId });
      const response = await playground.fetch(new Request(tokenEndpoint, { method: 'POST', body }));
      const { token } = (await response.json()) as { readonly token: string };
      return html`<secure-stream
        video-id=${videoId}
        stream-origin=${streamOrigin}
        .token=${token}
        .hlsConfig=${SHORT_BUFFER}
        controls
        autoplay
        muted
        playsinline
      ></secure-stream>`;
    },
  },
};

interface Device {
  readonly isPlaying: boolean;
  /** Constant, because a player with another one has another session. */
  readonly tokenRequest: { readonly body: { readonly device: string } };
}

const DEVICES: readonly Device[] = [
  { isPlaying: true, tokenRequest: { body: { device: 'Laptop' } } },
  { isPlaying: false, tokenRequest: { body: { device: 'Phone' } } },
];

async function renderElement(
  { source }: PlaygroundState,
  { isPlaying, tokenRequest }: Partial<Device> = {},
): Promise<TemplateResult> {
  await import('@secure-stream/element/define');
  return html`<secure-stream
    video-id=${source.videoId}
    stream-origin=${source.streamOrigin}
    token-endpoint=${source.tokenEndpoint}
    preload=${isPlaying === false ? 'none' : 'auto'}
    .hlsConfig=${SHORT_BUFFER}
    .tokenRequest=${tokenRequest}
    controls
    ?autoplay=${isPlaying ?? true}
    muted
    playsinline
  ></secure-stream>`;
}

async function renderPlayer({ source }: PlaygroundState): Promise<TemplateResult> {
  await import('@secure-stream/element/player');
  return html`<secure-stream-player
    video-id=${source.videoId}
    stream-origin=${source.streamOrigin}
    token-endpoint=${source.tokenEndpoint}
    .hlsConfig=${SHORT_BUFFER}
    autoplay
    muted
    playsinline
  ></secure-stream-player>`;
}
