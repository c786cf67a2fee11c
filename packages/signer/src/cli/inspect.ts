import { compactVerify, importJWK, type JWK } from 'jose';
import { SignerError } from '../errors.js';
import { parseKey } from '../signing-key.js';
import { inspectToken, type TokenInspection } from '../inspect-token.js';
import { formatDuration } from './duration.js';
import { COMMAND, printResult, readKey, type KeyOptions, type Terminal } from './terminal.js';

/** Whether the local signing key signed the token. Only the service knows other keys. */
type SignatureStatus = 'verified' | 'wrong' | 'of another key' | 'not checked';

/** Prints what a token allows and its errors. Never prints the token. Returns whether it has no errors. */
export async function inspect(argument: string | undefined, terminal: Terminal, options: KeyOptions): Promise<boolean> {
  const fromInput = argument === undefined || argument === '-';
  if (fromInput && options.keyFile === '-') {
    throw new SignerError('config', { field: '--key-file', detail: 'cannot be standard input, which holds the token' });
  }
  const token = (fromInput ? await terminal.readInput() : argument).trim();
  if (!token) throw new SignerError('config', { field: 'TOKEN', detail: 'is empty' });
  const inspection = inspectToken(token, terminal.now());
  if (!inspection) {
    const error = looksLikeKey(token)
      ? `This is a key, not a token. If it was an argument, it is in the history of your shell: revoke it with ${COMMAND} keys revoke.`
      : 'This is not a JWT. The local emulation of Workers issues such tokens; the service does not.';
    printResult(terminal, options, { errors: [error] }, error);
    return false;
  }
  const signature = await checkSignature(token, inspection, await readKey(terminal, options));
  const errors = signature === 'wrong' ? ['The signature is wrong.', ...inspection.errors] : inspection.errors;
  printResult(terminal, options, { ...inspection, signature, errors }, describe({ ...inspection, errors }, signature));
  return errors.length === 0;
}

/** Whether a text is a PEM or a JWK, in clear or in base64. The beginning is enough: a pasted key may be cut off. */
const looksLikeKey = (text: string): boolean => /-----BEGIN |"kty"/.test(`${text}${decodeBase64(text)}`);

function decodeBase64(text: string): string {
  const base64 = text.replace(/\s/g, '');
  try {
    return atob(base64.slice(0, base64.length - (base64.length % 4)));
  } catch {
    return '';
  }
}

async function checkSignature(
  token: string,
  { header }: TokenInspection,
  encoded: string | undefined,
): Promise<SignatureStatus> {
  // A PEM has no id, so nobody knows whether it is the key of the token.
  const key = encoded ? parseKey(encoded) : '';
  if (typeof key === 'string') return 'not checked';
  const { n, e, kty, kid } = key;
  if (kid !== header['kid']) return 'of another key';
  try {
    await compactVerify(token, await importJWK({ n, e, kty } as JWK, 'RS256'));
    return 'verified';
  } catch {
    return 'wrong';
  }
}

function describe(
  { header, claims, remainingLifetime, errors, warnings }: TokenInspection,
  signature: SignatureStatus,
): string {
  const rows = {
    video: formatClaim(claims['sub']),
    key: formatClaim(header['kid']),
    signature,
    lifetime: formatLifetime(remainingLifetime),
    expires: formatDate(claims['exp']),
    'not before': formatDate(claims['nbf']),
    downloadable: formatClaim(claims['downloadable']),
    rules: formatClaim(claims['accessRules']),
    flags: formatClaim(claims['flags']),
  };
  return [
    ...Object.entries(rows).flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(13)}${value}`])),
    ...errors.map((error) => `Error: ${error}`),
    ...warnings.map(({ message }) => `Warning: ${message}`),
  ].join('\n');
}

/** Formats a claim on one line. A string with control characters is escaped, since it could change the terminal. */
const formatClaim = (claim: unknown): string | undefined =>
  typeof claim === 'string' && !/\p{Cc}/u.test(claim) ? claim : JSON.stringify(claim);

function formatLifetime(seconds: number | undefined): string {
  if (seconds === undefined) return 'unknown';
  return seconds > 0 ? `${formatDuration(seconds)} left` : `expired ${formatDuration(seconds)} ago`;
}

function formatDate(seconds: unknown): string | undefined {
  const instant = new Date(Number(seconds) * 1000);
  return seconds === undefined || Number.isNaN(instant.valueOf()) ? undefined : instant.toISOString();
}
