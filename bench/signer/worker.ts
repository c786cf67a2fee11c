import { createRounds, type Kind } from './rounds.js';

let rounds: ReturnType<typeof createRounds> | undefined;

/** Signs as often as it is asked to: `/signer/500`. A Worker's clock stands still while it computes, so the time is taken outside. */
export default {
  async fetch(request: Request): Promise<Response> {
    const [, kind, count] = new URL(request.url).pathname.split('/');
    await (await (rounds ??= createRounds()))[kind as Kind](Number(count));
    return new Response(null, { status: 204 });
  },
};
