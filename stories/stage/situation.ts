import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import '../panel/scene-view.ts';
import { openScene, type Scene, type SceneOptions } from './scene.ts';
import { setViewerClock } from './viewer-clock.ts';
import { until } from './viewing.ts';
import { show } from './worker.ts';

export interface SituationArgs {
  /** `native` is not among them: see docs/decisions/0020-playground-in-the-page.md. */
  engine: 'auto' | 'hls' | 'iframe';
}

export type SituationMeta = Meta<SituationArgs>;
export type SituationStory = StoryObj<SituationArgs>;

/** What a page writes to have this player; the scene around it is the playground's. */
const SNIPPET = `<script type="module" src="https://cdn.example/secure-stream.js"></script>
<secure-stream
  video-id="5d5bc37ffcf54c9b82e996823bffbb81"
  customer-code="f33zs165nr7gyfy4"
  token-endpoint="/api/stream-token"
  controls
></secure-stream>`;

/** What every file of situations has in common. */
export const situations = {
  component: 'secure-stream',
  args: { engine: 'auto' },
  argTypes: { engine: { control: 'inline-radio', options: ['auto', 'hls', 'iframe'] } },
  parameters: { controls: { include: ['engine'] }, docs: { source: { language: 'html', code: SNIPPET } } },
} satisfies SituationMeta;

interface Situation {
  readonly scene: Scene;
  readonly player: SecureStreamElement;
}

type Draw = (scene: Scene, args: SituationArgs) => TemplateResult;

interface SituationParts {
  readonly parameters?: SituationStory['parameters'];
  readonly engine?: SituationArgs['engine'];
  /** What the scene is like when the page opens. */
  readonly scene?: SceneOptions;
  /** What has happened before the page opens. Returns its undo, when it has one. */
  readonly before?: (scene: Scene) => (() => void) | void;
  /** The page. Default: the player alone. */
  readonly draw?: Draw;
  /** Runs once the player is on the page, and asserts. */
  readonly play: (situation: Situation) => Promise<void>;
}

const scenes = new WeakMap<Element, Scene>();

/** A story: a scene, a page in it with the panel beside it, and what has to be seen. */
export function situation({ engine, parameters, scene: options, before, draw, play }: SituationParts): SituationStory {
  return {
    ...(parameters && { parameters }),
    ...(engine && { args: { engine } }),
    beforeEach: async ({ canvasElement }) => {
      const scene = await openScene(options);
      scenes.set(canvasElement, scene);
      show(scene);
      const undo = before?.(scene);
      return () => {
        undo?.();
        setViewerClock(0);
      };
    },
    render: (args, { canvasElement }) => {
      const scene = sceneOf(canvasElement);
      return html`<scene-view .scene=${scene}>${(draw ?? film)(scene, args)}</scene-view>`;
    },
    play: async ({ canvasElement }) => {
      const scene = sceneOf(canvasElement);
      await until(() => canvasElement.querySelector('secure-stream') !== null, 'the player');
      await play({ scene, player: canvasElement.querySelector('secure-stream') as SecureStreamElement });
    },
  };
}

interface FilmOptions {
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
export function film({ source }: Scene, { engine }: SituationArgs, options: FilmOptions = {}): TemplateResult {
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

function sceneOf(canvas: Element): Scene {
  const scene = scenes.get(canvas);
  if (!scene) throw new TypeError('the scene of this story is not open');
  return scene;
}
