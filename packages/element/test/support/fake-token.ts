/** A token that looks like the service's. Nothing here checks a signature. */
export function createFakeToken(claims: Record<string, unknown>, signature = 'c2lnbmF0dXJl'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'key-one' })}.${part(claims)}.${signature}`;
}
