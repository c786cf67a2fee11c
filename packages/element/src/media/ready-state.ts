// `HTMLMediaElement.readyState` (HTML, "Ready states"), as numbers of our own: there is no `HTMLMediaElement` on a server.
export const HAVE_NOTHING = 0;
export const HAVE_METADATA = 1;
export const HAVE_CURRENT_DATA = 2;
export const HAVE_FUTURE_DATA = 3;
export const HAVE_ENOUGH_DATA = 4;
