/** Recorded wall time of test files in seconds, by `<step> <file>`. */
export type Durations = Readonly<Record<string, number>>;

/** Test files that one browser process runs, one after the other. */
export interface FileGroup {
  readonly files: readonly string[];
  readonly seconds: number;
}

/** Assumed for a file that was never recorded. */
const UNKNOWN_SECONDS = 20;

/** A group is closed above this, so that every process stays busy until near the end. Starting a browser takes about 4 s. */
const GROUP_SECONDS = 60;

/** Divides the files of a step into groups of similar length, longest first. */
export function groupFiles(step: string, files: readonly string[], durations: Durations): readonly FileGroup[] {
  const groups: { files: string[]; seconds: number }[] = [];
  const withSeconds = files
    .map((file) => ({ file, seconds: durations[`${step} ${file}`] ?? UNKNOWN_SECONDS }))
    .toSorted((one, other) => other.seconds - one.seconds || one.file.localeCompare(other.file));
  for (const { file, seconds } of withSeconds) {
    const open = groups.find((group) => group.seconds + seconds <= GROUP_SECONDS);
    if (open) {
      open.files.push(file);
      open.seconds += seconds;
    } else groups.push({ files: [file], seconds });
  }
  return groups.toSorted((one, other) => other.seconds - one.seconds);
}
