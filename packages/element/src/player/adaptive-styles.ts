/**
 * How the controls follow the size of the player, the pointer, and the preferences of the viewer.
 */
export const adaptiveStyles = /* css */ `
  @container player (width < 30rem) {
    .controls,
    secure-stream {
      --_size: var(--secure-stream-control-size, 2rem);
      --_text: 0.75rem;
    }
    .volume:is(:hover, :focus-within) media-volume-range {
      width: 3.5rem;
    }
  }
  @container player (width < 22.5rem) {
    media-pip-button,
    media-airplay-button {
      display: none;
    }
  }
  @container player (width < 20rem) {
    media-volume-range {
      display: none;
    }
  }
  @container player (width < 17rem) {
    media-time-display {
      display: none;
    }
  }
  @container player (height < 18rem) {
    .controls {
      --_is-low: 1;
    }
  }
  @container player (height < 15rem) {
    .controls,
    secure-stream {
      --_fade: 1.75rem;
    }
  }
  @container player (width >= 60rem) {
    .controls,
    secure-stream {
      --_size: var(--secure-stream-control-size, 2.5rem);
      --_text: 0.875rem;
    }
  }
  @container player (width >= 110rem) {
    .controls,
    secure-stream {
      --_size: var(--secure-stream-control-size, 3.25rem);
      --_text: 1.125rem;
    }
    .controls,
    secure-stream {
      --_range: 2rem;
    }
    media-time-range {
      --media-range-track-height: 0.375rem;
    }
  }
  @container player (width >= 200rem) {
    .controls,
    secure-stream {
      --_size: var(--secure-stream-control-size, 5rem);
      --_text: 1.75rem;
    }
    .controls,
    secure-stream {
      --_range: 2.5rem;
    }
    media-time-range {
      --media-range-track-height: 0.625rem;
    }
  }
  /* Fingers need larger targets, and have no hover that would show the thumb. A tap that shows the controls shows a large pause button. */
  @media (pointer: coarse) {
    .controls,
    secure-stream {
      --_size: max(2.75rem, var(--secure-stream-control-size, 2.75rem));
      --_range: 2.75rem;
      --_overlap: 0.5rem;
    }
    @container player (width < 25rem) {
      media-pip-button {
        display: none;
      }
    }
    .volume media-volume-range {
      display: none;
    }
    media-time-range {
      --media-range-thumb-opacity: 1;
    }
    media-controller:not([userinactive]):not(:has([medialoading])) .center {
      opacity: 1;
      scale: none;
      pointer-events: auto;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    media-loading-indicator .loading-text {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .controls,
    .center,
    media-volume-range {
      transition: none;
    }
    .center:hover {
      scale: none;
    }
  }
  @media (forced-colors: active) {
    media-controller {
      --media-primary-color: CanvasText;
      --media-text-color: CanvasText;
      --media-range-bar-color: Highlight;
      --media-range-track-background: color-mix(in srgb, CanvasText 30%, Canvas);
      --media-time-range-buffered-color: GrayText;
    }
    .row,
    .title,
    .center {
      background: Canvas;
      outline: 1px solid CanvasText;
    }
    :is(.center, [slot='play']) > svg {
      fill: CanvasText;
    }
    .row svg.line {
      stroke: CanvasText;
    }
    .line > .cut {
      stroke: Canvas;
    }
    /* The ring is a shadow otherwise, which forced colours remove. */
    :is(media-time-range, media-volume-range):focus-within {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
