import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSecretFile } from '../../src/cli/write-secret-file.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signer-'));
  path = join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string) => statSync(file).mode & 0o777;

test('writeSecretFile creates a file that only its owner can read', () => {
  writeSecretFile(path, 'A=1\n');
  expect(readFileSync(path, 'utf8')).toBe('A=1\n');
  expect(modeOf(path)).toBe(0o600);
});

test('writeSecretFile removes the permissions of other users from an existing file', () => {
  writeFileSync(path, 'A=1\n');
  chmodSync(path, 0o644);
  writeSecretFile(path, 'A=2\n');
  expect(readFileSync(path, 'utf8')).toBe('A=2\n');
  expect(modeOf(path)).toBe(0o600);
});

test('writeSecretFile replaces the file in one step and leaves no other file behind', () => {
  writeSecretFile(path, 'A=1\n');
  const before = statSync(path).ino;
  writeSecretFile(path, 'A=2\n');
  expect(statSync(path).ino).not.toBe(before);
  expect(readdirSync(folder)).toEqual(['.env']);
});

test('writeSecretFile writes beside a file that has its temporary name', () => {
  writeFileSync(`${path}.${process.pid}.tmp`, '');
  writeSecretFile(path, 'A=1\n');
  expect(readFileSync(path, 'utf8')).toBe('A=1\n');
});

test('writeSecretFile throws and leaves no file behind when it cannot write', () => {
  mkdirSync(path);
  expect(() => writeSecretFile(path, 'A=2\n')).toThrow();
  expect(readdirSync(folder)).toEqual(['.env']);
});

test('writeSecretFile writes through a symbolic link', () => {
  const target = join(folder, 'shared.env');
  writeFileSync(target, 'A=1\n');
  symlinkSync(target, path);
  writeSecretFile(path, 'A=2\n');
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('A=2\n');
});
