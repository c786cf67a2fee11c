export * from './addresses.js';
export * from './asset-addresses.js';
export * from './claims.js';
export * from './embed.js';
export * from './frame-addresses.js';
export * from './grant.js';
export * from './media-events.js';
