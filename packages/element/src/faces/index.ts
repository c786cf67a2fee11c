export * from './face.js';
export * from './faces.styles.js';
export * from './language.js';
export * from './render-face.js';
