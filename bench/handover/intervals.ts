/** Milliseconds before and after a renewal that are measured with it. */
export const MARGIN_MS = 700;
/** Milliseconds after a renewal until an equal time without one is measured. */
export const SETTLE_MS = 1500;
