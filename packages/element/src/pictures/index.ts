export * from './addresses.js';
export * from './storyboard.js';
