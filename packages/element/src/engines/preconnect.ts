/** Opens a connection for requests without credentials, as hls.js makes them (https://html.spec.whatwg.org/#link-type-preconnect). */
export function preconnect(document: Document, href: string): void {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preconnect', href, crossOrigin: '' });
  document.head.append(link);
  link.remove();
}
