import { readFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';

/** Bytes of memory that belong to the processes of the browser's pages: their proportional set size, which Linux counts. */
export async function residentBytes(browser: Browser): Promise<number> {
  const client = await browser.target().createCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readProportionalSize(id)),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function readProportionalSize(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]) * 1024;
}
