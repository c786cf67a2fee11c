import type { Video } from '../library/videos.js';

/** A video as the API shows it. `base` is where the origin is. */
export async function videoDetails(video: Video, base: string): Promise<object> {
  const { uid, created, modified, state, broadcast, media } = video;
  const address = `${base}/${uid}`;
  const [pictures, sound] = await Promise.all([media.video, media.audio]);
  const largest = pictures.toSorted((one, other) => other.track.height - one.track.height)[0];
  const ready = state === 'ready';
  return {
    uid,
    allowedOrigins: video.allowedOrigins,
    created,
    creator: video.creator,
    // -1 is "not known yet".
    duration: ready ? durationOf(video, largest?.duration ?? sound.duration) : -1,
    input: ready && largest ? { width: largest.track.width, height: largest.track.height } : { width: -1, height: -1 },
    ...(broadcast ? { liveInput: broadcast.liveInput } : {}),
    maxDurationSeconds: null,
    maxSizeBytes: null,
    meta: video.meta,
    modified,
    playback: { hls: `${address}/manifest/video.m3u8`, dash: `${address}/manifest/video.mpd` },
    preview: `${address}/watch`,
    readyToStream: ready,
    readyToStreamAt: ready ? created : null,
    requireSignedURLs: video.requireSignedURLs,
    scheduledDeletion: video.scheduledDeletion,
    size: [...pictures, sound].reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    status: { state, ...(ready ? { pctComplete: '100.000000' } : {}), errorReasonCode: '', errorReasonText: '' },
    thumbnail: `${address}/thumbnails/thumbnail.jpg`,
    thumbnailTimestampPct: video.thumbnailTimestampPct,
    uploaded: created,
    uploadExpiry: null,
    watermark: null,
  };
}

/** A recording is as long as its encoders ran. */
function durationOf({ broadcast }: Video, film: number): number {
  if (!broadcast) return film;
  return broadcast.runs.reduce((sum, { startedAt, endedAt }) => sum + ((endedAt ?? startedAt) - startedAt) / 1000, 0);
}
