/** A folder of a site as the start of a path: `/stream` for `/stream/`, and nothing for the root. */
export const folderOf = (base: string): string => base.replace(/\/+$/, '');

/** A request for what is in a folder, as the origin sees it: without that folder. `null` for what is not in it. */
export function requestBelow(request: Request, folder: string): Request | null {
  if (!folder) return request;
  const url = new URL(request.url);
  if (!url.pathname.startsWith(`${folder}/`)) return null;
  url.pathname = url.pathname.slice(folder.length);
  // Not `new Request(url, request)`: no script may make a request of the mode `navigate`, which a frame's document has.
  const { method, headers, body, signal } = request;
  return new Request(url, { method, headers, signal, ...(body ? { body, duplex: 'half' } : {}) });
}
