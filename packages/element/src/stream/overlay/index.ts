export * from './status-overlay.js';
export * from './styles.js';
export * from './language.js';
export * from './template.js';
