import type { ProbeGroup } from './probe.ts';
import { ATTRIBUTES } from './probes/attributes.ts';
import { IN_THE_DOCUMENT, TEXT_TRACKS } from './probes/document.ts';
import { ERRORS, LOADING } from './probes/loading.ts';
import { MEMBERS_OF_VIDEO } from './probes/members.ts';
import { PLAYING, SEEKING } from './probes/playing.ts';

/** All probes, by section of the standard. */
export const GROUPS: readonly ProbeGroup[] = [
  ATTRIBUTES,
  MEMBERS_OF_VIDEO,
  LOADING,
  ERRORS,
  PLAYING,
  SEEKING,
  IN_THE_DOCUMENT,
  TEXT_TRACKS,
];
