import { SignerError } from './errors.js';

/** The longest delay of a timer: `setTimeout` fires at once for anything longer, `Infinity` included. */
export const MAX_DELAY_MS = 2 ** 31 - 1;

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
