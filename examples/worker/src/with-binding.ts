import { env } from 'cloudflare:workers';
import { bindingSource, createTokenEndpoint } from '@secure-stream/signer';
import { authorize } from './authorize.js';

/** The same without a signing key: the Stream binding issues tokens of one hour, without restrictions. */
const endpoint = createTokenEndpoint({ source: bindingSource(env.STREAM), authorize });

export default { fetch: (request: Request) => endpoint(request) } satisfies ExportedHandler;
