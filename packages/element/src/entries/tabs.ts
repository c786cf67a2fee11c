export { acrossTabs, type AcrossTabsOptions } from '@secure-stream/session';
