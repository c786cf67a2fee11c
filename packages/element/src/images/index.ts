export * from './urls.js';
export * from './storyboard.js';
