import { SignerError } from './errors.js';

/** Throws a {@link SignerError} with the reason `config` for an option that is not a finite number in its range: `NaN` is below no limit. */
export function checkNumber(
  field: string,
  value: unknown,
  {
    min,
    max = Infinity,
    isInteger = false,
  }: { readonly min: number; readonly max?: number; readonly isInteger?: boolean },
): void {
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max)
    if (!isInteger || Number.isInteger(value)) return;
  const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new SignerError('config', {
    field,
    detail: `must be ${isInteger ? 'an integer' : 'a finite number'} ${range}`,
  });
}
