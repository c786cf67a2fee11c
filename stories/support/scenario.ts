import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { leaveRemovedPlayers } from '../../packages/element/src/playback/playback.ts';
import './playground-view.ts';
import { createPlayground, type PlaygroundState, type PlaygroundOptions } from './playground-state.ts';
import { setViewerClock } from './viewer-clock.ts';
import { waitUntil } from './assertions.ts';
import { setPlayground } from './service-worker.ts';

export interface ScenarioArgs {
  /** Without `native`: see docs/decisions/0020-playground-in-the-page.md. */
  engine: 'auto' | 'hls' | 'iframe';
}

export type ScenarioMeta = Meta<ScenarioArgs>;
export type ScenarioStory = StoryObj<ScenarioArgs>;

/** The markup of a page with this player. The playground around it is not part of it. */
const SNIPPET = `<script type="module" src="https://cdn.jsdelivr.net/npm/@secure-stream/element@0.1.0/dist/cdn/secure-stream.js" integrity="sha384-BLMqpO/G9g04fIlbIA6WwrWer8Jq6NDxIsUlhj1quAqoNpBajewDi9QcGDmhRHt4"></script>
<secure-stream
  video-id="5d5bc37ffcf54c9b82e996823bffbb81"
  customer-code="f33zs165nr7gyfy4"
  token-endpoint="/api/stream-token"
  controls
></secure-stream>`;

/** The metadata that all story files share. */
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
  /** The conditions when the page opens. */
  readonly playground?: PlaygroundOptions;
  /** Runs before the page opens. May return a function that reverts it. */
  readonly prepare?: (playground: PlaygroundState) => (() => void) | void;
  /** Renders the page. Default: the player alone. */
  readonly render?: RenderPage;
  /** Runs once the player is on the page, and asserts. */
  readonly play: (context: ScenarioContext) => Promise<void>;
}

const playgrounds = new WeakMap<Element, PlaygroundState>();

/** Creates a story: a playground, a page with a panel beside it, and assertions. */
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
      // The player of the previous story keeps its data for a moment after its removal.
      leaveRemovedPlayers({ playbackId: '', players: 0 });
      const playground = await createPlayground(options);
      playgrounds.set(canvasElement, playground);
      setPlayground(playground);
      const undo = prepare?.(playground);
      return () => {
        undo?.();
        setViewerClock(0);
      };
    },
    render: (args, { canvasElement, parameters: { docs } }) => {
      const playground = findPlayground(canvasElement);
      // Storybook takes it from the comment of the story. There, lines end where the code does.
      const description = (docs as DocsParameters | undefined)?.description?.story?.replaceAll(/[`\n]/g, toPlainText);
      return html`<playground-view .playground=${playground} .description=${description}
        >${(renderPage ?? renderPlayer)(playground, args)}</playground-view
      >`;
    },
    play: async ({ canvasElement }) => {
      const playground = findPlayground(canvasElement);
      // The finished player has the members of the element.
      const find = () => canvasElement.querySelector<SecureStreamElement>('secure-stream, secure-stream-player');
      await waitUntil(() => find() !== null, 'the player');
      await play({ playground, player: find()! });
    },
  };
}

interface DocsParameters {
  readonly description?: { readonly story?: string };
}

const toPlainText = (character: string) => (character === '\n' ? ' ' : '');

interface PlayerOptions {
  readonly videoId?: string;
  readonly slot?: string;
  readonly lang?: string;
  readonly live?: boolean;
  readonly controls?: boolean;
  readonly autoplay?: boolean;
  readonly preload?: 'none';
  readonly loading?: 'lazy';
  readonly tokenRequest?: SecureStreamElement['tokenRequest'];
  readonly children?: TemplateResult;
}

/** Renders the player of most stories: autoplay, muted. */
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
    loading,
    tokenRequest,
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
      loading=${ifDefined(loading)}
      muted
      playsinline
      .hlsConfig=${SHORT_BUFFER}
      .tokenRequest=${tokenRequest}
      >${children ?? nothing}</secure-stream
    >
  `;
}

/** Seconds. With the default buffer, a demo video would be complete before its second token. */
const SHORT_BUFFER = { maxBufferLength: 6, maxMaxBufferLength: 6 };

function findPlayground(canvas: Element): PlaygroundState {
  const playground = playgrounds.get(canvas);
  if (!playground) throw new TypeError('this story has no playground');
  return playground;
}
