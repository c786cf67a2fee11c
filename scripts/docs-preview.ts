import { existsSync } from 'node:fs';
import { serveFolder } from './serve-folder.ts';

/** Serves the built documentation site until the process ends. */
const FOLDER = 'site/dist';
const PORT = 4173;

if (!existsSync(FOLDER)) throw new Error('there is no site: npm run docs:build');
const { url } = await serveFolder(`${process.cwd()}/${FOLDER}`, PORT);
console.log(`The documentation: ${url}`);
