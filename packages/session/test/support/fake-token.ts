/** A token in the format of the service, with an invalid signature. */
export function createFakeToken(claims: Record<string, unknown>, signature = 'c2lnbmF0dXJl'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'key-one' })}.${part(claims)}.${signature}`;
}
