import type { Answers } from './answers.js';

/** Wrangler's oldest. */
const WORKER_NODE = [22, 12] as const;

/** What to type after the app is written. Says so if the installed Node is too old for it. */
export function nextSteps({ directory, server }: Answers, nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const isTooOld =
    server === 'worker' && (major < WORKER_NODE[0] || (major === WORKER_NODE[0] && minor < WORKER_NODE[1]));
  return [
    `The app is in ${directory}. Its README.md describes it.`,
    '',
    `  cd ${directory}`,
    '  npm install',
    '  npm run dev     # http://localhost:5173',
    ...(isTooOld ? ['', `Wrangler needs Node ${WORKER_NODE.join('.')} or newer. This is Node ${nodeVersion}.`] : []),
  ].join('\n');
}
