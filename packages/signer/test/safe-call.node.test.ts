import { expect, test, vi } from 'vitest';
import { callSafely, createReporter } from '../src/safe-call.ts';

test('callSafely passes on what a callback throws or rejects with', async () => {
  const failures: unknown[] = [];
  callSafely(
    () => {
      throw new Error('thrown');
    },
    (error) => failures.push((error as Error).message),
  );
  callSafely(
    () => Promise.reject(new Error('rejected')),
    (error) => failures.push((error as Error).message),
  );
  await vi.waitFor(() => expect(failures).toEqual(['thrown', 'rejected']));
});

test('createReporter calls onError with the context, and does nothing without one', () => {
  const calls: unknown[] = [];
  createReporter<string>((error, context) => calls.push([error, context]))('failure', 'here');
  createReporter<string>(undefined)('failure', 'here');
  expect(calls).toEqual([['failure', 'here']]);
});

test('createReporter logs an error of onError itself', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  createReporter<string>(() => {
    throw new Error('broken');
  })('failure', 'here');
  expect(log).toHaveBeenCalledWith('onError failed:', expect.objectContaining({ message: 'broken' }));
  log.mockRestore();
});
