import { expect, test } from 'vitest';
import { redact } from '../../src/cli/terminal.ts';

test('redact removes long runs of base64 and PEM blocks, and keeps a video id', () => {
  const id = '5d5bc37ffcf54c9b82e996823bffbb81';
  expect(redact(`video ${id} with ${'a'.repeat(33)} and more`)).toBe(`video ${id} with … and more`);
  expect(redact('key -----BEGIN RSA PRIVATE KEY-----\nMIIE\n')).toBe('key …');
});

test('redact removes a value of several lines whole, with its own quotation marks', () => {
  expect(redact("error: unknown command 'a\nb'\nc'\n(Did you mean d?)")).toBe(
    "error: unknown command '…'\n(Did you mean d?)",
  );
  expect(redact("error: unknown command 'a'\n(Did you mean b?)")).toBe("error: unknown command 'a'\n(Did you mean b?)");
});
