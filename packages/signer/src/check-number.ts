import { SignerError } from './errors.js';

/** Returns a finite number in its range. Throws a {@link SignerError} with the reason `config` for any other value: `NaN` is below no limit. */
export function checkNumber(
  field: string,
  value: unknown,
  {
    min = -Infinity,
    max = Infinity,
    isInteger = false,
  }: { readonly min?: number; readonly max?: number; readonly isInteger?: boolean } = {},
): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max)
    if (!isInteger || Number.isInteger(value)) return value;
  const range = max < Infinity ? ` from ${min} to ${max}` : min > -Infinity && ` of at least ${min}`;
  throw new SignerError('config', {
    field,
    detail: `must be ${isInteger ? 'an integer' : 'a finite number'}${range || ''}`,
  });
}

/** The same for the seconds of `Retry-After`, of which RFC 9111 has at most 2^31. */
export const checkRetryAfter = (field: string, value: unknown): number =>
  checkNumber(field, value, { min: 0, max: 2 ** 31 });

/** The same for the milliseconds of a timer: `setTimeout` fires at once for a longer delay, `Infinity` included. */
export const checkDelay = (field: string, value: unknown): number =>
  checkNumber(field, value, { min: 1, max: 2 ** 31 - 1 });
