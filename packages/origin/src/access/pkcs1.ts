/** Converts the PKCS#8 PEM of an RSA key to PKCS#1 (`BEGIN RSA PRIVATE KEY`), the form that the service returns. */
export function pkcs1FromPkcs8(pem: string): string {
  const der = Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (character) => character.charCodeAt(0));
  // PrivateKeyInfo (RFC 5208) is a sequence of version, algorithm and an octet string, which is the PKCS#1 key.
  const outer = contentOf(der, 0);
  const version = contentOf(der, outer.start);
  const algorithm = contentOf(der, version.end);
  const key = contentOf(der, algorithm.end);
  const base64 = btoa(String.fromCharCode(...der.subarray(key.start, key.end)));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN RSA PRIVATE KEY-----', ...lines, '-----END RSA PRIVATE KEY-----', ''].join('\n');
}

/** The position of a DER value's content. */
function contentOf(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + extra;
  const length = extra ? der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0) : first;
  return { start, end: start + length };
}
