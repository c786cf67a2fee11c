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

/** `POST /<method>` with the arguments as JSON calls a store. `GET /<viewer>` looks into the storage of a viewer. */
export default {
  async fetch(request: Request, env: { VIEWINGS: ViewingsNamespace }): Promise<Response> {
    const name = decodeURIComponent(new URL(request.url).pathname.slice(1));
    if (request.method === 'GET') {
      const object = env.VIEWINGS.get(env.VIEWINGS.idFromName(name)) as unknown as {
        fetch(url: string): Promise<Response>;
      };
      return object.fetch('https://viewings/');
    }
    const store = durableObjectStore(env.VIEWINGS) as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    return Response.json(await store[name]?.(...((await request.json()) as unknown[])));
  },
};
