import type { Answers } from './answers.js';

/** The oldest of Wrangler and of Astro. */
const NEWER_NODE = [22, 12] as const;

/** What to type after the app is written. Says so if the installed Node is too old for it. */
export function nextSteps({ directory, framework, server }: Answers, nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const tool = server === 'worker' ? 'Wrangler' : framework === 'astro' ? 'Astro' : undefined;
  const isTooOld = tool && (major < NEWER_NODE[0] || (major === NEWER_NODE[0] && minor < NEWER_NODE[1]));
  return [
    `The app is in ${directory}. Its README.md describes it.`,
    '',
    `  cd ${directory}`,
    '  npm install',
    '  npm run dev     # http://localhost:5173',
    ...(isTooOld ? ['', `${tool} needs Node ${NEWER_NODE.join('.')} or newer. This is Node ${nodeVersion}.`] : []),
  ].join('\n');
}
