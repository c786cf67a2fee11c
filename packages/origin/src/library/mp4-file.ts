/** The tracks of an MP4, each as a file of fragments. */
export interface SplitTracks {
  readonly video: Uint8Array<ArrayBuffer>;
  readonly audio: Uint8Array<ArrayBuffer>;
}

/** Sound is cut after so many samples: half a second and a bit, at the rates that are in use. */
const SAMPLES_OF_SOUND = 25;

/**
 * Takes an MP4 apart as a packager would: one file of fragments for the picture, one for the sound. A fragment of the picture goes from
 * one key frame to the next. Throws a `TypeError` when it is no MP4 with H.264 and AAC.
 */
export async function splitMp4(bytes: Uint8Array<ArrayBuffer>): Promise<SplitTracks> {
  const { createFile, MP4BoxBuffer, Log } = await import('mp4box');
  Log.setLogLevel(Log.error);
  const file = createFile();
  const pieces = new Map<number, ArrayBuffer[]>();
  let tracks: { readonly picture: number | undefined; readonly sound: number | undefined } | undefined;
  file.onSegment = (id, _user, buffer) => void pieces.get(id)?.push(buffer);
  file.onReady = ({ videoTracks, audioTracks }) => {
    const picture = videoTracks.find(({ codec }) => codec.startsWith('avc1'))?.id;
    const sound = audioTracks.find(({ codec }) => codec.startsWith('mp4a'))?.id;
    tracks = { picture, sound };
    if (picture === undefined || sound === undefined) return;
    file.setSegmentOptions(picture, undefined, { nbSamples: 1, nbSamplesPerFragment: Infinity, rapAlignement: true });
    file.setSegmentOptions(sound, undefined, { nbSamples: SAMPLES_OF_SOUND, nbSamplesPerFragment: Infinity, rapAlignement: false }); // prettier-ignore
    for (const { id, buffer } of file.initializeSegmentation('per-track')) pieces.set(id, [buffer]);
    file.start();
  };
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(bytes.slice().buffer, 0), true);
  file.flush();
  if (tracks?.picture === undefined) throw new TypeError('it has no H.264 track');
  if (tracks.sound === undefined) throw new TypeError('it has no AAC track');
  return { video: joined(pieces.get(tracks.picture)), audio: joined(pieces.get(tracks.sound)) };
}

function joined(pieces: readonly ArrayBuffer[] = []): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(new Uint8Array(piece), at);
    at += piece.byteLength;
  }
  return whole;
}
