export * from './asset-urls.js';
export * from './claims.js';
export * from './embed-query.js';
export * from './frame-urls.js';
export * from './grant.js';
export * from './media-events.js';
export * from './stream-urls.js';
export * from './viewing-refusal.js';
