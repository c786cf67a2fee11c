/** Normalizes a mount path: `/stream` for `/stream/`, and an empty string for the root. */
export const normalizePrefix = (path: string): string => path.replace(/(?<!\/)\/+$/, '');

/** Removes the path prefix from a request's URL. `null` if the URL does not have the prefix. */
export function stripPrefix(request: Request, prefix: string): Request | null {
  if (!prefix) return request;
  const url = new URL(request.url);
  if (!url.pathname.startsWith(`${prefix}/`)) return null;
  url.pathname = url.pathname.slice(prefix.length);
  // Not `new Request(url, request)`: scripts must not create requests of the mode `navigate`, which the document of a frame has.
  const { method, headers, body, signal } = request;
  return new Request(url, { method, headers, signal, ...(body ? { body, duplex: 'half' } : {}) });
}
