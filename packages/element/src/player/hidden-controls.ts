/**
 * Controls are not hidden from a viewer who uses the keyboard, or has a menu open. `:focus-visible`
 * does not match an element whose shadow root has the focus, as that of a slider.
 */
const IS_RESTING =
  '[userinactive]:not([mediaiscasting])' +
  ":not(:has(.controls :focus-visible, [role='menu']:not([hidden])), [keyboardcontrol]:has(.controls :focus-within))";

/** Matches a `<media-controller>` whose controls are hidden during playback. */
export const CONTROLS_HIDDEN = `media-controller:not([mediapaused])${IS_RESTING}`;

/** Matches one that shows a poster: it has not played yet, and its bar is hidden. */
export const IS_POSTER = `media-controller[mediapaused]:not([mediahasplayed])${IS_RESTING}`;

/**
 * Makes a tap on hidden controls only show them. They are visible when the tap becomes a click,
 * which would press whatever control is at this place.
 */
export function ignoreTapsOnHidden(controller: HTMLElement): void {
  let isIgnored = false;
  controller.addEventListener(
    'pointerdown',
    (event) => {
      isIgnored = event.pointerType === 'touch' && controller.matches(CONTROLS_HIDDEN) && !isAlwaysShown(event);
    },
    { capture: true },
  );
  controller.addEventListener(
    'click',
    (event) => {
      if (isIgnored) event.stopImmediatePropagation();
      isIgnored = false;
    },
    { capture: true },
  );
}

/** Whether an event is of an overlay, a card or a question. */
const isAlwaysShown = (event: Event) =>
  event.composedPath().some((node) => node instanceof Element && node.matches('secure-stream, [noautohide]'));
