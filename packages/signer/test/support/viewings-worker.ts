import {
  durableObjectStore,
  ViewerObject as Base,
  type ViewerObjectContext,
  type ViewingsNamespace,
} from '@secure-stream/signer/durable-objects';

interface Context extends ViewerObjectContext {
  readonly storage: ViewerObjectContext['storage'] & { list(): Promise<Map<string, unknown>> };
}

/** The Durable Object, with a way to look into its storage. */
export class ViewerObject extends Base {
  readonly #context: Context;

  constructor(context: Context) {
    super(context);
    this.#context = context;
  }

  override async fetch(request: Request): Promise<Response> {
    if (request.method !== 'GET') return super.fetch(request);
    const { storage } = this.#context;
    return Response.json({ keys: [...(await storage.list()).keys()], alarm: await storage.getAlarm() });
  }
}

/** `POST /` with `[method, ...arguments]` of each call makes them at once. `GET /<viewer>` looks into the storage of a viewer. */
export default {
  async fetch(request: Request, env: { VIEWINGS: ViewingsNamespace }): Promise<Response> {
    if (request.method === 'GET') {
      const name = decodeURIComponent(new URL(request.url).pathname.slice(1));
      const object = env.VIEWINGS.get(env.VIEWINGS.idFromName(name)) as unknown as {
        fetch(url: string): Promise<Response>;
      };
      return object.fetch('https://viewings/');
    }
    const store = durableObjectStore(env.VIEWINGS) as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    const calls = (await request.json()) as [method: string, ...args: unknown[]][];
    return Response.json(await Promise.all(calls.map(async ([method, ...args]) => store[method]?.(...args))));
  },
};
