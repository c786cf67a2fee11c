import type { Video } from '../library/videos.js';

/** A video as the API returns it. */
export async function videoDetails(video: Video, baseUrl: string): Promise<object> {
  const { uid, created, modified, state, broadcast, media } = video;
  const url = `${baseUrl}/${uid}`;
  const { video: renditions, audio } = await media.tracks;
  const largest = renditions.toSorted((one, other) => other.track.height - one.track.height)[0];
  const ready = state === 'ready';
  return {
    uid,
    allowedOrigins: video.allowedOrigins,
    created,
    creator: video.creator,
    // -1 means unknown.
    duration: ready ? durationOf(video, largest?.duration ?? audio.duration) : -1,
    input: ready && largest ? { width: largest.track.width, height: largest.track.height } : { width: -1, height: -1 },
    ...(broadcast ? { liveInput: broadcast.liveInput } : {}),
    maxDurationSeconds: null,
    maxSizeBytes: null,
    meta: video.meta,
    modified,
    playback: { hls: `${url}/manifest/video.m3u8`, dash: `${url}/manifest/video.mpd` },
    preview: `${url}/watch`,
    readyToStream: ready,
    readyToStreamAt: ready ? created : null,
    requireSignedURLs: video.requireSignedURLs,
    scheduledDeletion: video.scheduledDeletion,
    size: [...renditions, audio].reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    status: { state, ...(ready ? { pctComplete: '100.000000' } : {}), errorReasonCode: '', errorReasonText: '' },
    thumbnail: `${url}/thumbnails/thumbnail.jpg`,
    thumbnailTimestampPct: video.thumbnailTimestampPct,
    uploaded: created,
    uploadExpiry: null,
    watermark: null,
  };
}

/** Duration of a recording: the sum of its encoder runs. */
function durationOf({ broadcast }: Video, mediaDuration: number): number {
  if (!broadcast) return mediaDuration;
  return broadcast.runs.reduce((sum, { startedAt, endedAt }) => sum + ((endedAt ?? startedAt) - startedAt) / 1000, 0);
}
