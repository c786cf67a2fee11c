/** A playlist parser by RFC 8216bis alone, so that it does not repeat a mistake of the origin. */
export interface ReadPlaylist {
  readonly text: string;
  readonly version: number;
  readonly targetDuration: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  readonly partTarget: number | null;
  readonly partHoldBack: number | null;
  readonly ended: boolean;
  readonly map: string | undefined;
  readonly segments: readonly ReadSegment[];
  /** Parts of an incomplete segment. */
  readonly openParts: readonly ReadPart[];
  readonly hint: string | undefined;
}

export interface ReadPart {
  readonly duration: number;
  readonly uri: string;
  readonly independent: boolean;
}

export interface ReadSegment {
  readonly sequence: number;
  readonly duration: number;
  readonly uri: string;
  readonly programDateTime: number | null;
  readonly discontinuity: boolean;
  readonly parts: readonly ReadPart[];
}

export function attributesOf(line: string): Record<string, string> {
  const pairs = [...line.slice(line.indexOf(':') + 1).matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g)];
  return Object.fromEntries(pairs.map(([, name, value = '']) => [name, value.replace(/^"|"$/g, '')]));
}

export function readPlaylist(text: string): ReadPlaylist {
  const lines = text.split('\n').filter(Boolean);
  const value = (tag: string) => lines.find((line) => line.startsWith(`${tag}:`))?.slice(tag.length + 1);
  const mediaSequence = Number(value('#EXT-X-MEDIA-SEQUENCE'));
  const segments: ReadSegment[] = [];
  let parts: ReadPart[] = [];
  let [duration, programDateTime, discontinuity] = [NaN, null as number | null, false];
  for (const line of lines) {
    if (line.startsWith('#EXTINF:')) duration = parseFloat(line.slice(8));
    if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) programDateTime = Date.parse(line.slice(25));
    if (line === '#EXT-X-DISCONTINUITY') discontinuity = true;
    if (line.startsWith('#EXT-X-PART:')) {
      const { DURATION, URI = '', INDEPENDENT } = attributesOf(line);
      parts.push({ duration: Number(DURATION), uri: URI, independent: INDEPENDENT === 'YES' });
    }
    if (line.startsWith('#')) continue;
    const sequence = mediaSequence + segments.length;
    segments.push({ sequence, duration, uri: line, programDateTime, discontinuity, parts });
    [parts, duration, programDateTime, discontinuity] = [[], NaN, null, false];
  }
  const number = (from: string | undefined, name: string) => {
    const found = attributesOf(`:${from ?? ''}`)[name];
    return found === undefined ? null : Number(found);
  };
  return {
    text,
    version: Number(value('#EXT-X-VERSION')),
    targetDuration: Number(value('#EXT-X-TARGETDURATION')),
    mediaSequence,
    discontinuitySequence: Number(value('#EXT-X-DISCONTINUITY-SEQUENCE') ?? 0),
    partTarget: number(value('#EXT-X-PART-INF'), 'PART-TARGET'),
    partHoldBack: number(value('#EXT-X-SERVER-CONTROL'), 'PART-HOLD-BACK'),
    ended: lines.includes('#EXT-X-ENDLIST'),
    map: attributesOf(`:${value('#EXT-X-MAP') ?? ''}`)['URI'],
    segments,
    openParts: parts,
    hint: attributesOf(`:${value('#EXT-X-PRELOAD-HINT') ?? ''}`)['URI'],
  };
}

/** The violations of RFC 8216bis in a media playlist. */
export function faultsOf(playlist: ReadPlaylist): string[] {
  const { text, version, targetDuration, segments, partTarget, partHoldBack, openParts, hint, ended } = playlist;
  const faults: string[] = [];
  const check = (good: boolean, fault: string) => void (good || faults.push(fault));
  check(text.startsWith('#EXTM3U\n'), 'does not begin with EXTM3U (§4.4.1.1)');
  check(version >= 6, 'EXT-X-MAP needs version 6 (§8)');
  check(playlist.map !== undefined, 'fMP4 needs EXT-X-MAP (§3.1.2)');
  check(text.split('#EXT-X-TARGETDURATION:').length === 2, 'one EXT-X-TARGETDURATION is expected (§4.4.3.1)');
  for (const { duration, sequence } of segments) {
    check(Math.round(duration) <= targetDuration, `segment ${sequence} is longer than the target (§4.4.3.1)`);
  }
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1];
    if (!before || segment.programDateTime === null || before.programDateTime === null || segment.discontinuity) continue; // prettier-ignore
    const gap = segment.programDateTime - before.programDateTime - before.duration * 1000;
    check(Math.abs(gap) <= 2, `the date of segment ${segment.sequence} is ${gap} ms off (§4.4.4.6)`);
  }
  if (ended || partTarget === null) return faults;
  check((partHoldBack ?? 0) >= 3 * partTarget - 0.001, 'PART-HOLD-BACK is below three part targets (§4.4.3.8)');
  const groups = [...segments.map(({ parts }) => parts).filter(({ length }) => length), openParts];
  for (const [at, parts] of groups.entries()) {
    for (const [index, { duration, uri }] of parts.entries()) {
      check(duration <= partTarget + 0.001, `${uri} is longer than the part target (§4.4.3.7)`);
      const last = index === parts.length - 1 && at < groups.length - 1;
      check(last || duration >= 0.85 * partTarget, `${uri} is too short (§4.4.4.9)`);
    }
  }
  for (const { parts, duration, sequence } of segments.filter((one) => one.parts.length)) {
    const sum = parts.reduce((total, part) => total + part.duration, 0);
    check(Math.abs(sum - duration) < 0.002, `the parts of segment ${sequence} are not as long as it (§4.4.4.9)`);
  }
  check(
    segments.slice(-3).every(({ parts }) => parts.length > 0),
    'the last three segments have no parts (§6.2.2)',
  );
  check(hint !== undefined && !text.includes(`PART:DURATION=0.5,URI="${hint}"`), 'the hint is no next part (§4.4.5.3)');
  return faults;
}

/** Changes from one version of a playlist to the next that §6.2.1 forbids. */
export function changesBetween(before: ReadPlaylist, after: ReadPlaylist): string[] {
  const faults: string[] = [];
  const check = (good: boolean, fault: string) => void (good || faults.push(fault));
  check(after.mediaSequence >= before.mediaSequence, 'the media sequence went back');
  check(after.discontinuitySequence >= before.discontinuitySequence, 'the discontinuity sequence went back');
  check(after.targetDuration === before.targetDuration, 'the target duration changed');
  const last = (playlist: ReadPlaylist) => playlist.mediaSequence + playlist.segments.length;
  check(last(after) >= last(before), 'a segment was taken from the end');
  for (const segment of before.segments) {
    const same = after.segments[segment.sequence - after.mediaSequence];
    if (segment.sequence < after.mediaSequence || !same) continue;
    const known = ({ uri, duration, programDateTime, discontinuity }: ReadSegment) =>
      JSON.stringify([uri, duration, programDateTime, discontinuity]);
    check(known(same) === known(segment), `segment ${segment.sequence} changed`);
  }
  const removed = before.segments.filter((one) => one.sequence < after.mediaSequence && one.discontinuity).length;
  check(after.discontinuitySequence === before.discontinuitySequence + removed, 'the discontinuity sequence is wrong');
  return faults;
}
