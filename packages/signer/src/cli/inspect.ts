import { compactVerify, importJWK, type JWK } from 'jose';
import { SignerError } from '../errors.js';
import { inspectToken, type Inspection } from '../inspect-token.js';
import { formatDuration } from './duration.js';
import { answer, KEY_VARIABLE, variable, type GlobalOptions, type Terminal } from './terminal.js';

/** Whether our own key signed it: as far as that can be told without the service. */
type Signature = 'verified' | 'wrong' | 'of another key' | 'not checked';

/** Says what a token allows and what is wrong with it; `true` when nothing is. The token itself is never printed. */
export async function inspect(
  argument: string | undefined,
  terminal: Terminal,
  options: GlobalOptions,
): Promise<boolean> {
  const token = (argument === undefined || argument === '-' ? await terminal.readInput() : argument).trim();
  if (!token) throw new SignerError('config', { field: 'TOKEN', because: 'it is empty' });
  const inspection = inspectToken(token, terminal.now());
  if (!inspection) {
    const fault = 'This is no JWT. The local emulation of Workers hands out such tokens; the service does not.';
    answer(terminal, options, { faults: [fault] }, fault);
    return false;
  }
  const signature = await checkSignature(token, inspection, variable(KEY_VARIABLE, terminal, options));
  const faults = signature === 'wrong' ? ['The signature is wrong.', ...inspection.faults] : inspection.faults;
  answer(terminal, options, { ...inspection, signature, faults }, describe({ ...inspection, faults }, signature));
  return faults.length === 0;
}

async function checkSignature(token: string, { header }: Inspection, encoded: string | undefined): Promise<Signature> {
  if (!encoded) return 'not checked';
  try {
    const { n, e, kty, kid } = JSON.parse(atob(encoded)) as JWK;
    if (kid !== header['kid']) return 'of another key';
    await compactVerify(token, await importJWK({ n, e, kty } as JWK, 'RS256'));
    return 'verified';
  } catch {
    return 'wrong';
  }
}

function describe({ header, claims, lifeLeft, faults, warnings }: Inspection, signature: Signature): string {
  const rows = {
    video: text(claims['sub']),
    key: text(header['kid']),
    signature,
    life: life(lifeLeft),
    expires: date(claims['exp']),
    'not before': date(claims['nbf']),
    downloadable: text(claims['downloadable']),
    rules: text(claims['accessRules']),
    flags: text(claims['flags']),
  };
  return [
    ...Object.entries(rows).flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(13)}${value}`])),
    ...faults.map((fault) => `Wrong: ${fault}`),
    ...warnings.map(({ message }) => `Warning: ${message}`),
  ].join('\n');
}

/** A claim of any kind, on one line, which a control character in it would not be. */
const text = (claim: unknown): string | undefined =>
  typeof claim === 'string' && !/\p{Cc}/u.test(claim) ? claim : JSON.stringify(claim);

function life(lifeLeft: number | undefined): string {
  if (lifeLeft === undefined) return 'unknown';
  return lifeLeft > 0 ? `${formatDuration(lifeLeft)} left` : `dead for ${formatDuration(lifeLeft)}`;
}

function date(seconds: unknown): string | undefined {
  const instant = new Date(Number(seconds) * 1000);
  return seconds === undefined || Number.isNaN(instant.valueOf()) ? undefined : instant.toISOString();
}
