/**
 * What the page controls: the `<video>` itself where the engine has one, and an object of the same shape otherwise. A member that an engine
 * cannot offer is `undefined`.
 */
export type MediaPort = HTMLVideoElement;
