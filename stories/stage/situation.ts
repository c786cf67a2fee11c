import '@secure-stream/element/define';
import type { SecureStreamElement } from '@secure-stream/element';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import '../panel/scene-view.ts';
import { openScene, type Scene, type SceneOptions } from './scene.ts';
import { show } from './worker.ts';

export interface SituationArgs {
  engine: 'auto' | 'hls' | 'native' | 'iframe';
}

export type SituationMeta = Meta<SituationArgs>;
export type SituationStory = StoryObj<SituationArgs>;

interface Situation {
  readonly scene: Scene;
  readonly player: SecureStreamElement;
}

type Draw = (scene: Scene, args: SituationArgs) => TemplateResult;

interface SituationParts {
  /** What the scene is like when the page opens. */
  readonly scene?: SceneOptions;
  /** The page. Default: the player alone. */
  readonly draw?: Draw;
  /** Runs once the player is on the page, and asserts. */
  readonly play?: (situation: Situation) => Promise<void>;
}

const scenes = new WeakMap<Element, Scene>();

/** A story: a scene, a page in it with the panel beside it, and what has to be seen. */
export function situation({ scene: options, draw = film, play }: SituationParts): SituationStory {
  return {
    beforeEach: async ({ canvasElement }) => {
      const scene = await openScene(options);
      scenes.set(canvasElement, scene);
      show(scene);
    },
    render: (args, { canvasElement }) => {
      const scene = sceneOf(canvasElement);
      return html`<scene-view .scene=${scene}>${draw(scene, args)}</scene-view>`;
    },
    ...(play && {
      play: ({ canvasElement }) => {
        const player = canvasElement.querySelector('secure-stream');
        if (!player) throw new TypeError('this story has no player');
        return play({ scene: sceneOf(canvasElement), player });
      },
    }),
  };
}

/** The player as most stories have it: it starts by itself, without sound. */
export const film: Draw = ({ source }, { engine }) => html`
  <secure-stream
    video-id=${source.videoId}
    stream-origin=${source.streamOrigin}
    token-endpoint=${source.tokenEndpoint}
    engine=${ifDefined(engine)}
    autoplay
    muted
    playsinline
    controls
    .hlsConfig=${SHORT_BUFFER}
  ></secure-stream>
`;

/** Seconds. With the usual half minute, a demo film would be on this side before its second token is. */
const SHORT_BUFFER = { maxBufferLength: 6, maxMaxBufferLength: 6 };

function sceneOf(canvas: Element): Scene {
  const scene = scenes.get(canvas);
  if (!scene) throw new TypeError('the scene of this story is not open');
  return scene;
}
