import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const FOLDER = fileURLToPath(new URL('../dist', import.meta.url));

if (!existsSync(`${FOLDER}/index.html`)) throw new Error('there is no site: npm run -w site build makes it');

/** The pages of the built site, without the folders that other tools build. */
export const listHtml = (): string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html') && !/^(?:demo|stories)\//.test(path))
    .toSorted();
