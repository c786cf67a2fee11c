import { contracts } from './index.js';

/** The contract as a Worker: the path of a sentence runs its proof, and the answer is the failure, if there is one. */
export default {
  async fetch(request: Request): Promise<Response> {
    const [, name = '', sentence = ''] = new URL(request.url).pathname.split('/').map(decodeURIComponent);
    const proof = contracts[name]?.[sentence];
    if (!proof) return new Response('There is no such sentence.', { status: 404 });
    try {
      await proof();
      return new Response(null, { status: 204 });
    } catch (error) {
      return new Response(error instanceof Error ? (error.stack ?? error.message) : 'It threw no error.', {
        status: 500,
      });
    }
  },
};
