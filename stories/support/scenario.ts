import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import './playground-view.ts';
import { createPlayground, type PlaygroundState, type PlaygroundOptions } from './playground-state.ts';
import { setViewerClock } from './viewer-clock.ts';
import { waitUntil } from './assertions.ts';
import { setPlayground } from './service-worker.ts';

export interface ScenarioArgs {
  /** `native` is not among them: see docs/decisions/0020-playground-in-the-page.md. */
  engine: 'auto' | 'hls' | 'iframe';
}

export type ScenarioMeta = Meta<ScenarioArgs>;
export type ScenarioStory = StoryObj<ScenarioArgs>;

/** What a page writes to have this player; the scene around it is the playground's. */
const SNIPPET = `<script type="module" src="https://cdn.example/secure-stream.js"></script>
<secure-stream
  video-id="5d5bc37ffcf54c9b82e996823bffbb81"
  customer-code="f33zs165nr7gyfy4"
  token-endpoint="/api/stream-token"
  controls
></secure-stream>`;

/** What every file of situations has in common. */
export const scenarioMeta = {
  component: 'secure-stream',
  args: { engine: 'auto' },
  argTypes: { engine: { control: 'inline-radio', options: ['auto', 'hls', 'iframe'] } },
  parameters: { controls: { include: ['engine'] }, docs: { source: { language: 'html', code: SNIPPET } } },
} satisfies ScenarioMeta;

interface ScenarioContext {
  readonly playground: PlaygroundState;
  readonly player: SecureStreamElement;
}

type RenderPage = (playground: PlaygroundState, args: ScenarioArgs) => TemplateResult;

interface ScenarioOptions {
  readonly parameters?: ScenarioStory['parameters'];
  readonly engine?: ScenarioArgs['engine'];
  /** What the scene is like when the page opens. */
  readonly playground?: PlaygroundOptions;
  /** What has happened before the page opens. Returns its undo, when it has one. */
  readonly prepare?: (scene: PlaygroundState) => (() => void) | void;
  /** The page. Default: the player alone. */
  readonly render?: RenderPage;
  /** Runs once the player is on the page, and asserts. */
  readonly play: (situation: ScenarioContext) => Promise<void>;
}

const playgrounds = new WeakMap<Element, PlaygroundState>();

/** A story: a scene, a page in it with the panel beside it, and what has to be seen. */
export function createScenario({
  engine,
  parameters,
  playground: options,
  prepare,
  render: renderPage,
  play,
}: ScenarioOptions): ScenarioStory {
  return {
    ...(parameters && { parameters }),
    ...(engine && { args: { engine } }),
    beforeEach: async ({ canvasElement }) => {
      const playground = await createPlayground(options);
      playgrounds.set(canvasElement, playground);
      setPlayground(playground);
      const undo = prepare?.(playground);
      return () => {
        undo?.();
        setViewerClock(0);
      };
    },
    render: (args, { canvasElement }) => {
      const playground = findPlayground(canvasElement);
      return html`<playground-view .playground=${playground}
        >${(renderPage ?? renderPlayer)(playground, args)}</playground-view
      >`;
    },
    play: async ({ canvasElement }) => {
      const playground = findPlayground(canvasElement);
      await waitUntil(() => canvasElement.querySelector('secure-stream') !== null, 'the player');
      await play({ playground, player: canvasElement.querySelector('secure-stream') as SecureStreamElement });
    },
  };
}

interface PlayerOptions {
  readonly videoId?: string;
  readonly slot?: string;
  readonly lang?: string;
  readonly live?: boolean;
  readonly controls?: boolean;
  readonly autoplay?: boolean;
  readonly preload?: 'none';
  readonly children?: TemplateResult;
}

/** The player as most stories have it: it starts by itself, without sound. */
export function renderPlayer(
  { source }: PlaygroundState,
  { engine }: ScenarioArgs,
  options: PlayerOptions = {},
): TemplateResult {
  const {
    videoId = source.videoId,
    slot,
    lang,
    live = false,
    controls = true,
    autoplay = true,
    preload,
    children,
  } = options;
  return html`
    <secure-stream
      video-id=${videoId}
      stream-origin=${source.streamOrigin}
      token-endpoint=${source.tokenEndpoint}
      engine=${engine}
      slot=${ifDefined(slot)}
      lang=${ifDefined(lang)}
      ?live=${live}
      ?controls=${controls}
      ?autoplay=${autoplay}
      preload=${ifDefined(preload)}
      muted
      playsinline
      .hlsConfig=${SHORT_BUFFER}
      >${children ?? nothing}</secure-stream
    >
  `;
}

/** Seconds. With the usual half minute, a demo film would be on this side before its second token is. */
const SHORT_BUFFER = { maxBufferLength: 6, maxMaxBufferLength: 6 };

function findPlayground(canvas: Element): PlaygroundState {
  const playground = playgrounds.get(canvas);
  if (!playground) throw new TypeError('the scene of this story is not open');
  return playground;
}
