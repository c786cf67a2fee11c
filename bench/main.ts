import { readdirSync } from 'node:fs';

/** `npm run bench -- <name> [options]`: runs one benchmark of this folder, from the root of the repository. */
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.replace('.ts', ''));
const [name = ''] = process.argv.splice(2, 1);
if (!names.includes(name)) throw new Error(`There is no benchmark "${name}". There are: ${names.join(', ')}`);
await import(`./${name}.ts`);
