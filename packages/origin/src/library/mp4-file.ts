/** The tracks of an MP4, each as a fragmented file. */
export interface SplitTracks {
  readonly video: Uint8Array<ArrayBuffer>;
  readonly audio: Uint8Array<ArrayBuffer>;
}

/** Length of an audio fragment: about half a second at common sample rates. */
const AUDIO_FRAGMENT_SAMPLES = 25;

/**
 * Splits an MP4 like a packager: one fragmented file for video, one for audio. A video fragment begins with a key frame. Throws a `TypeError`
 * unless the file is an MP4 with H.264 and AAC.
 */
export async function splitMp4(bytes: Uint8Array<ArrayBuffer>): Promise<SplitTracks> {
  const { createFile, MP4BoxBuffer, Log } = await import('mp4box');
  Log.setLogLevel(Log.error);
  const file = createFile();
  const pieces = new Map<number, ArrayBuffer[]>();
  let tracks: { readonly video: number | undefined; readonly audio: number | undefined } | undefined;
  file.onSegment = (id, _user, buffer) => void pieces.get(id)?.push(buffer);
  file.onReady = ({ videoTracks, audioTracks }) => {
    const video = videoTracks.find(({ codec }) => codec.startsWith('avc1'))?.id;
    const audio = audioTracks.find(({ codec }) => codec.startsWith('mp4a'))?.id;
    tracks = { video, audio };
    if (video === undefined || audio === undefined) return;
    file.setSegmentOptions(video, undefined, { nbSamples: 1, nbSamplesPerFragment: Infinity, rapAlignement: true });
    file.setSegmentOptions(audio, undefined, { nbSamples: AUDIO_FRAGMENT_SAMPLES, nbSamplesPerFragment: Infinity, rapAlignement: false }); // prettier-ignore
    for (const { id, buffer } of file.initializeSegmentation('per-track')) pieces.set(id, [buffer]);
    file.start();
  };
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(bytes.slice().buffer, 0), true);
  file.flush();
  if (tracks?.video === undefined) throw new TypeError('it has no H.264 track');
  if (tracks.audio === undefined) throw new TypeError('it has no AAC track');
  return { video: concat(pieces.get(tracks.video)), audio: concat(pieces.get(tracks.audio)) };
}

function concat(pieces: readonly ArrayBuffer[] = []): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(new Uint8Array(piece), at);
    at += piece.byteLength;
  }
  return whole;
}
