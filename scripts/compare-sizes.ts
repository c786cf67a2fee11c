import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const LINE = /^(?<name>.+?):?\s+(?<bytes>\d+) B gzip/;
const CHUNK_HASH = /-[\w-]{8}(?=\.js$)/;

/** Compares two outputs of `npm run size` as a Markdown table, for the comment on a pull request. */
export function compareSizes(before: string, after: string): string {
  const [old, current] = [readSizes(before), readSizes(after)];
  const names = [...new Set([...current.keys(), ...old.keys()])];
  const rows = names.map((name) => {
    const [from, to] = [old.get(name), current.get(name)];
    return `| ${name} | ${from ?? '–'} | ${to ?? '–'} | ${from === undefined || to === undefined ? '–' : formatChange(to - from)} |`;
  });
  return ['| gzip | before (B) | after (B) | change |', '| --- | ---: | ---: | ---: |', ...rows].join('\n');
}

function readSizes(output: string): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const line of output.split('\n')) {
    const { name, bytes } = LINE.exec(line)?.groups ?? {};
    if (name && bytes) sizes.set(name.replace(CHUNK_HASH, ''), Number(bytes));
  }
  return sizes;
}

const formatChange = (bytes: number) => (bytes > 0 ? `+${bytes}` : bytes < 0 ? `−${-bytes}` : '0');

const [script = '', before, after] = process.argv.slice(1);
if (import.meta.url === pathToFileURL(script).href) {
  if (!before || !after) throw new Error('Usage: tsx scripts/compare-sizes.ts <before> <after>');
  console.log(compareSizes(readFileSync(before, 'utf8'), readFileSync(after, 'utf8')));
}
