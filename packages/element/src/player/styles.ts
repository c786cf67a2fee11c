import { adaptiveStyles } from './adaptive-styles.js';
import { spinnerStyles } from '../stream/overlay/spinner-styles.js';
import { CONTROLS_HIDDEN, IS_POSTER } from './hidden-controls.js';

/** The looks of the player. Custom properties that begin with `--_` are internal. */
export const playerStyles = /* css */ `
  :host {
    display: block;
    position: relative;
    aspect-ratio: 16 / 9;
    background: #000;
    color-scheme: dark;
    --_color: var(--secure-stream-color, #fff);
    --_accent: var(--secure-stream-accent, #62b0ff);
    --_scrim: var(--secure-stream-scrim, rgb(0 0 0 / 78%));
    --_radius: var(--secure-stream-radius, 0.5rem);
    --_space: var(--secure-stream-space, 0.75rem);
    --_family: var(--secure-stream-font-family, system-ui, sans-serif);
    --_surface: var(--secure-stream-surface, light-dark(rgb(255 255 255 / 98%), rgb(24 24 27 / 98%)));
    --_on-surface: var(--secure-stream-on-surface, light-dark(#18181b, #fafafa));
    --_hover: color-mix(in srgb, var(--_on-surface) 12%, transparent);
  }
  :host([hidden]) {
    display: none;
  }
  media-controller {
    display: block;
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    container: player / size;
    line-height: normal;
    --media-primary-color: var(--_color);
    --media-secondary-color: transparent;
    --media-control-background: transparent;
    --media-control-hover-background: rgb(255 255 255 / 16%);
    --media-font-family: var(--_family);
    --media-font-weight: 500;
    --media-range-bar-color: var(--_accent);
    --media-range-track-background: rgb(255 255 255 / 35%);
    --media-range-track-border-radius: 1em;
    --media-range-thumb-background: var(--_color);
    --media-time-range-buffered-color: rgb(255 255 255 / 35%);
    --media-tooltip-background-color: rgb(0 0 0 / 85%);
    --media-tooltip-background: rgb(0 0 0 / 85%);
    --media-tooltip-border-radius: calc(var(--_radius) * 0.75);
    --media-text-color: var(--_color);
    /* For the ranges, whose focus lies in their shadow roots. */
    --media-focus-box-shadow: inset 0 0 0 2px var(--_accent);
  }
  media-controller:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .controls,
  secure-stream {
    --_size: var(--secure-stream-control-size, 2.25rem);
    --_icon: calc(var(--_size) * 0.62);
    /* The height of the controls, which the gradient behind them exceeds. */
    --_range: 1.5rem;
    --_overlap: 0rem;
    --_bar: calc(var(--_size) + var(--_range) - var(--_overlap) + 0.5rem);
    --_fade: 4rem;
  }
  secure-stream {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    aspect-ratio: auto;
    outline: none;
    /* A click on the picture is one on the media-controller, also with a frame in between. */
    pointer-events: none;
  }
  secure-stream[controls],
  secure-stream::part(error),
  secure-stream::part(offline),
  secure-stream::part(access-denied),
  secure-stream::part(viewing-limit),
  ::slotted([slot]:not([slot='loading'], [slot='poster'], [slot='skin'])) {
    pointer-events: auto;
  }

  .controls {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    pointer-events: none;
    transition: opacity 0.2s;
    --_text: 0.8125rem;
    --media-control-height: var(--_icon);
    --media-font-size: var(--_text);
    font: 500 var(--_text) / 1.4 var(--_family);
  }
  .controls > .bar {
    pointer-events: auto;
  }
  ${CONTROLS_HIDDEN} .controls {
    opacity: 0;
    transition-duration: 0.6s;
    & * {
      pointer-events: none;
    }
  }
  ${IS_POSTER} .bar {
    opacity: 0;
    & * {
      pointer-events: none;
    }
  }
  media-controller:not(${CONTROLS_HIDDEN}, ${IS_POSTER}) secure-stream {
    --_lift: calc(-1 * (var(--_bar) + 0.5 * var(--_fade)));
  }
  media-controller[data-state='error'] :is(.controls, media-loading-indicator),
  media-controller[data-state='loading'] :is(.center, media-loading-indicator) {
    display: none;
  }

  /* The gradient is dark enough for white on a white picture: 4.5:1 where there is text. It ends softly, without a visible edge. */
  .bar {
    direction: ltr;
    position: relative;
    padding: var(--_fade) var(--_space) 0.25rem;
    background: linear-gradient(
      to top,
      var(--_scrim),
      color-mix(in srgb, var(--_scrim) 85%, transparent) var(--_bar),
      color-mix(in srgb, var(--_scrim) 50%, transparent) calc(30% + 0.7 * var(--_bar)),
      color-mix(in srgb, var(--_scrim) 15%, transparent) calc(65% + 0.35 * var(--_bar)),
      transparent
    );
    color: var(--_color);
    pointer-events: none !important;
  }
  /* Without a seek bar, the gradient is as low as the row. */
  media-controller[mediastreamtype='live']:is(:not([mediatargetlivewindow]), [mediatargetlivewindow='0']) :is(.controls, secure-stream) {
    --_bar: calc(var(--_size) + 0.5rem);
  }
  .bar > *,
  .row > * {
    pointer-events: auto;
  }
  .row {
    position: relative;
    display: flex;
    align-items: center;
    /* The icons, not their buttons, align with the ends of the seek bar. */
    margin-inline: calc((var(--_icon) - var(--_size)) / 2);
    pointer-events: none;
  }
  .space {
    flex: 1;
    pointer-events: none;
  }
  .row > *,
  media-mute-button {
    height: var(--_size);
    border-radius: var(--_radius);
    --media-control-padding: 0 calc((var(--_size) - var(--_icon)) / 2);
  }
  .row svg.line {
    width: var(--_icon);
    fill: none;
    stroke: var(--_color);
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .line > .cut {
    stroke: #000;
  }
  .row :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    box-shadow: none;
  }
  media-time-range {
    display: block;
    width: auto;
    height: var(--_range);
    margin-block-end: calc(-1 * var(--_overlap));
    border-radius: var(--_radius);
    --media-range-padding: 0;
    --media-control-padding: 0;
    --media-control-hover-background: transparent;
    --media-range-track-height: 0.25rem;
    --media-range-track-pointer-background: rgb(255 255 255 / 45%);
    --media-range-thumb-width: 0.8125rem;
    --media-range-thumb-height: 0.8125rem;
    --media-range-thumb-opacity: 0;
    --media-box-border-radius: var(--_radius);
    --media-box-arrow-display: none;
    --media-preview-background: #18181b;
    --media-preview-chapter-margin: 0;
  }
  media-time-range:is(:hover, :focus-within, [dragging]) {
    --media-range-thumb-opacity: 1;
    --media-range-track-height: 0.375rem;
  }
  media-time-range::part(preview-box) {
    flex-flow: row wrap;
    justify-content: center;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #18181b;
  }
  /* The chapter stands beside the time. */
  media-time-range > :is(media-preview-chapter-display, media-preview-time-display) {
    min-width: 0;
    text-shadow: none;
    --media-text-color: #fff;
  }
  media-time-range > media-preview-chapter-display {
    overflow: hidden;
    max-width: 9rem;
    padding-inline-end: 0;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .behind {
    align-self: center;
    height: auto;
    padding-inline: 0.25rem;
    font-variant-numeric: tabular-nums;
  }
  .duration {
    position: absolute;
    right: var(--_space);
    bottom: var(--_space);
    padding: 0.125rem 0.5rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: rgb(0 0 0 / 75%);
    color: var(--_color);
    font-variant-numeric: tabular-nums;
  }
  .title {
    padding: 0.75rem var(--_space) 2.5rem;
    margin-block-end: auto;
    overflow: hidden;
    background: linear-gradient(to bottom, var(--_scrim), color-mix(in srgb, var(--_scrim) 80%, transparent) 50%, transparent);
    color: var(--_color);
    font-size: calc(var(--_text) * 1.2);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  media-time-display {
    font-variant-numeric: tabular-nums;
    --media-control-hover-background: transparent;
  }
  .volume {
    display: flex;
    align-items: center;
  }
  media-volume-range {
    width: 0;
    min-width: 0;
    height: var(--_size);
    padding: 0;
    opacity: 0;
    overflow: hidden;
    transition:
      width 0.2s,
      opacity 0.2s;
    --media-control-hover-background: transparent;
    --media-range-bar-color: var(--_color);
    --media-range-thumb-width: 0.75rem;
    --media-range-thumb-height: 0.75rem;
  }
  /* WebKit does not report the focus of a slider that was invisible until then. */
  .volume:not(:hover) media-volume-range:focus-within {
    border-radius: var(--_radius);
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .volume:is(:hover, :focus-within) media-volume-range {
    width: 5rem;
    padding: 0 0.5rem;
    opacity: 1;
  }
  media-live-button {
    text-transform: uppercase;
    letter-spacing: 0.04em;
    --media-live-button-icon-color: #c4c4cc;
    --media-live-button-indicator-color: #ff4d4f;
  }

  /* What cannot be used is not shown. */
  .row > :is([mediaairplayunavailable], [mediapipunavailable], [mediafullscreenunavailable]),
  media-controller[data-no-pip] media-pip-button,
  media-volume-range[mediavolumeunavailable],
  media-captions-menu-button:not([mediasubtitleslist]),
  media-controller:not([mediastreamtype='live']) :is(media-live-button, .behind),
  media-live-button[mediatimeislive] + .behind,
  media-controller[mediastreamtype='live']:is(:not([mediatargetlivewindow]), [mediatargetlivewindow='0']) .behind,
  :is(.title, .duration):empty,
  media-controller:not(${IS_POSTER}) .duration,
  media-controller:is([data-state='loading'], [mediastreamtype='live']) .duration,
  media-controller[mediastreamtype='live'] media-time-display,
  media-controller[mediastreamtype='live']:is(:not([mediatargetlivewindow]), [mediatargetlivewindow='0']) media-time-range {
    display: none;
  }

  .center {
    position: absolute;
    inset: 0;
    margin: auto;
    display: grid;
    place-items: center;
    width: clamp(3rem, 19cqmin, 7rem);
    aspect-ratio: 1;
    border-radius: 50%;
    background: rgb(0 0 0 / 70%);
    cursor: pointer;
    pointer-events: auto;
    transition:
      opacity 0.2s,
      scale 0.2s,
      background 0.2s;
  }
  .center:hover {
    background: rgb(0 0 0 / 85%);
    scale: 1.05;
  }
  .center > svg {
    width: clamp(1.5rem, 9cqmin, 3.5rem);
    fill: var(--_color);
  }
  /* One large glyph, and the whole picture presses it. */
  ${IS_POSTER} .center {
    width: clamp(3.5rem, 11.5cqw, 10rem);
    & > svg {
      width: 50%;
      justify-self: center;
    }
    &::before {
      content: '';
      position: absolute;
      inset: -100cqmax;
    }
  }
  media-controller:not([mediapaused]) .center {
    opacity: 0;
    scale: 1.2;
    pointer-events: none;
  }
  media-controller:not([mediapaused]) .center > :not(.pause),
  media-controller[mediapaused] .center > .pause,
  media-controller:not([mediaended]) .replay,
  media-controller[mediaended] .play,
  media-controller[mediastreamtype='live'][data-state='ended'] .center {
    display: none;
  }
  [slot='play'] {
    display: contents;
  }
  [slot='play'] > svg {
    height: var(--media-control-height);
    fill: var(--_color);
  }

  media-loading-indicator {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    pointer-events: none;
  }
  media-loading-indicator > [slot] {
    display: grid;
    place-items: center;
    gap: 0.75rem;
    font: 500 0.875rem / 1.4 var(--_family);
    white-space: nowrap;
  }
  ${spinnerStyles}
  .feedback {
    position: absolute;
    inset: 0;
    width: fit-content;
    height: fit-content;
    margin: auto;
    padding: 0.5em 0.75em;
    border-radius: 2em;
    background: rgb(0 0 0 / 70%);
    color: #fff;
    font: 600 clamp(1rem, 5cqmin, 1.75rem) / 1 var(--_family);
    font-variant-numeric: tabular-nums;
    opacity: 0;
    pointer-events: none;
    direction: ltr;
  }
  /* Above the button in the middle. */
  .feedback:is([data-kind='volume'], [data-kind='rate']) {
    inset-block-end: 60%;
  }
  .feedback[data-kind='back'] {
    right: 66.7%;
  }
  .feedback[data-kind='back']::before {
    content: '«  ';
  }
  .feedback[data-kind='forward'] {
    left: 66.7%;
  }
  .feedback[data-kind='forward']::after {
    content: '  »';
  }
  ${adaptiveStyles}
`;

/** Moves the captions above the controls. Firefox has no selector for their container. */
export const streamStyles =
  'video::-webkit-media-text-track-container{transform:translateY(var(--_lift,0px));transition:transform .2s}';
