import { contracts } from './contracts.js';

/** A Worker that runs the test that the path names. Responds with 204, or with 500 and the failure. */
export default {
  async fetch(request: Request): Promise<Response> {
    const [, name = '', title = ''] = new URL(request.url).pathname.split('/').map(decodeURIComponent);
    const run = contracts[name]?.[title];
    if (!run) return new Response('There is no such test.', { status: 404 });
    try {
      await run();
      return new Response(null, { status: 204 });
    } catch (error) {
      return new Response(
        error instanceof Error ? (error.stack ?? error.message) : 'The test threw something that is not an Error.',
        {
          status: 500,
        },
      );
    }
  },
};
