import type { LiveInput, LiveInputChange, RecordingSettings } from '../live/live-inputs.js';
import { ApiError, succeed } from './envelope.js';
import { Body, definedFields, refuseField, type ApiContext, type ApiHandler, bodyOf } from './context.js';
import { parseOrigins } from './video-settings.js';
import { respondWithList } from './videos.js';

/** Allowed values of `deleteRecordingAfterDays`. */
const [MIN_DAYS, MAX_DAYS] = [30, 1096];

export const createLiveInput: ApiHandler = async (c) =>
  succeed(inputDetails(c.env.origin.liveInputs.create(parseSettings(await bodyOf(c))), c.env.baseUrl));

export const getLiveInput: ApiHandler = (c) => succeed(inputDetails(inputOf(c), c.env.baseUrl));

/** Absent settings stay unchanged. Whether the service's `PUT` resets them is unknown. */
export const updateLiveInput: ApiHandler = async (c) => {
  const { uid } = inputOf(c);
  const edited = c.env.origin.liveInputs.edit(uid, parseSettings(await bodyOf(c)));
  return succeed(inputDetails(edited, c.env.baseUrl));
};

export const removeLiveInput: ApiHandler = (c) => {
  c.env.origin.liveInputs.remove(inputOf(c).uid);
  return new Response(null, { status: 200 });
};

/** The list has no playback URLs and no recording settings: the service returns them for a single input only. */
export const listLiveInputs: ApiHandler = ({ env: { origin } }) => {
  const liveInputs = [...origin.liveInputs].map(
    ({ uid, created, modified, meta, enabled, deleteRecordingAfterDays }) => ({
      uid,
      created,
      modified,
      meta,
      enabled,
      deleteRecordingAfterDays,
    }),
  );
  return succeed({ liveInputs, range: liveInputs.length, total: liveInputs.length });
};

/** `GET /live_inputs/<id>/videos`: its broadcasts. */
export const listBroadcasts: ApiHandler = (c) => respondWithList(c, c.env.origin.liveInputs.videosOf(inputOf(c).uid));

function inputOf(c: ApiContext): LiveInput {
  const input = c.env.origin.liveInputs.get(c.req.param('uid') ?? '');
  if (!input) throw new ApiError('not-found', 'There is no such live input.');
  return input;
}

/** Without ingest URLs: `origin.liveInputs.start()` replaces the encoder. */
function inputDetails(input: LiveInput, baseUrl: string): object {
  const { uid, created, modified, meta, enabled, preferLowLatency, recording, deleteRecordingAfterDays } = input;
  const url = `${baseUrl}/${uid}`;
  return {
    uid,
    created,
    modified,
    meta,
    enabled,
    status: STATUS[input.state.status],
    preferLowLatency,
    recording: { ...recording, allowedOrigins: recording.allowedOrigins.length ? recording.allowedOrigins : null },
    deleteRecordingAfterDays,
    playback: { hls: `${url}/manifest/video.m3u8`, dash: `${url}/manifest/video.mpd` },
  };
}

const STATUS = { idle: null, live: 'connected', interrupted: 'reconnecting' } as const;

function parseSettings(body: Body): LiveInputChange {
  const recording = body.object('recording');
  return definedFields({
    meta: body.object('meta'),
    enabled: body.boolean('enabled'),
    preferLowLatency: body.boolean('preferLowLatency'),
    deleteRecordingAfterDays: body.nullable('deleteRecordingAfterDays', () => parseDays(body)),
    recording: recording && parseRecording(new Body(recording)),
  });
}

function parseRecording(body: Body): Partial<RecordingSettings> {
  const mode = body.string('mode');
  if (mode !== undefined && mode !== 'off' && mode !== 'automatic') throw refuseField('mode', 'is neither off nor automatic'); // prettier-ignore
  const timeoutSeconds = body.number('timeoutSeconds');
  if (timeoutSeconds !== undefined && timeoutSeconds < 0) throw refuseField('timeoutSeconds', 'is less than 0');
  return definedFields({
    mode,
    requireSignedURLs: body.boolean('requireSignedURLs'),
    allowedOrigins: parseOrigins(body),
    hideLiveViewerCount: body.boolean('hideLiveViewerCount'),
    timeoutSeconds,
  });
}

function parseDays(body: Body): number | undefined {
  const days = body.number('deleteRecordingAfterDays');
  if (days !== undefined && !(days >= MIN_DAYS && days <= MAX_DAYS)) {
    throw refuseField('deleteRecordingAfterDays', `is not between ${MIN_DAYS} and ${MAX_DAYS}`);
  }
  return days;
}
