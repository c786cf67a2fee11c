import { env } from 'cloudflare:workers';
import { bindingSource, createTokenEndpoint } from '@secure-stream/signer';
import { authorize } from './authorize.js';

/** The same without a key: the Stream binding signs. Its tokens live an hour and take no restrictions. */
export default {
  fetch: createTokenEndpoint({ source: bindingSource(env.STREAM), authorize }),
} satisfies ExportedHandler;
