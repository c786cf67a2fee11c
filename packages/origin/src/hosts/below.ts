/** A request for what is below a path, as the origin sees it: without that path. `null` for what is not below it. */
export function requestBelow(request: Request, base: string): Request | null {
  const prefix = base.replace(/\/+$/, '');
  if (!prefix) return request;
  const url = new URL(request.url);
  if (!url.pathname.startsWith(`${prefix}/`)) return null;
  url.pathname = url.pathname.slice(prefix.length);
  // Not `new Request(url, request)`: no script may make a request of the mode `navigate`, which a frame's document has.
  const { method, headers, body, signal } = request;
  return new Request(url, { method, headers, signal, ...(body ? { body, duplex: 'half' } : {}) });
}
