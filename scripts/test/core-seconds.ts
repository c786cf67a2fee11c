import { readdirSync, readFileSync } from 'node:fs';

/** The kernel reports processor time in these ticks: `man 5 proc`. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time of a process and of all below it, in seconds: of those that run, and of those that have ended and whose parent still runs.
 * 0 where there is no `/proc`.
 */
export function coreSecondsOf(pid: number): number {
  const processes = listProcesses();
  const below = new Set([pid]);
  // A parent is listed before its children, unless process ids have wrapped.
  for (const { id, parent } of processes) if (below.has(parent)) below.add(id);
  const own = processes.filter(({ id }) => below.has(id));
  return own.reduce((total, { ticks }) => total + ticks, 0) / TICKS_PER_SECOND;
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly ticks: number;
}

function listProcesses(): readonly Process[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)))
      .toSorted((one, other) => one.id - other.id);
  } catch {
    return [];
  }
}

function readProcess(id: number): Process[] {
  try {
    // The name of the program, in parentheses, may contain spaces.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
    return [{ id, parent: fields[1] ?? 0, ticks: utime + stime + cutime + cstime }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
