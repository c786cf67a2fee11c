import type { LiveInput, LiveInputChange, RecordingSettings } from '../live/live-inputs.js';
import { ApiError, succeed } from './envelope.js';
import { Body, given, refuseField } from './body.js';
import type { Call, Handler } from './call.js';
import { readOrigins } from './video-settings.js';
import { answerList } from './videos.js';

/** Days that a recording may be kept for. */
const [SHORTEST_KEPT, LONGEST_KEPT] = [30, 1096];

export const createLiveInput: Handler = async ({ origin, base, body }) =>
  succeed(inputDetails(origin.liveInputs.create(readSettings(await body())), base));

export const getLiveInput: Handler = (call) => succeed(inputDetails(inputOf(call), call.base));

/** What is not said stays as it is. Whether the service's `PUT` resets it is unknown. */
export const updateLiveInput: Handler = async (call) => {
  const { uid } = inputOf(call);
  return succeed(inputDetails(call.origin.liveInputs.edit(uid, readSettings(await call.body())), call.base));
};

export const removeLiveInput: Handler = (call) => {
  call.origin.liveInputs.remove(inputOf(call).uid);
  return new Response(null, { status: 200 });
};

/** The list has no playback and no settings of the recording: the service shows them of a single input only. */
export const listLiveInputs: Handler = ({ origin }) => {
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
export const listBroadcasts: Handler = (call) =>
  answerList(call.origin.liveInputs.videosOf(inputOf(call).uid), call.base, call.query);

function inputOf({ origin, names: [uid = ''] }: Call): LiveInput {
  const input = origin.liveInputs.get(uid);
  if (!input) throw new ApiError('not-found', 'There is no such live input.');
  return input;
}

/** No addresses for an encoder: `origin.liveInputs.start()` takes its place. */
function inputDetails(input: LiveInput, base: string): object {
  const { uid, created, modified, meta, enabled, preferLowLatency, recording, deleteRecordingAfterDays } = input;
  const address = `${base}/${uid}`;
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
    playback: { hls: `${address}/manifest/video.m3u8`, dash: `${address}/manifest/video.mpd` },
  };
}

const STATUS = { idle: null, live: 'connected', interrupted: 'reconnecting' } as const;

function readSettings(body: Body): LiveInputChange {
  const recording = body.object('recording');
  return given({
    meta: body.object('meta'),
    enabled: body.boolean('enabled'),
    preferLowLatency: body.boolean('preferLowLatency'),
    deleteRecordingAfterDays: body.nullable('deleteRecordingAfterDays', () => readDays(body)),
    recording: recording && readRecording(new Body(recording)),
  });
}

function readRecording(body: Body): Partial<RecordingSettings> {
  const mode = body.string('mode');
  if (mode !== undefined && mode !== 'off' && mode !== 'automatic') throw refuseField('mode', 'is neither off nor automatic'); // prettier-ignore
  const timeoutSeconds = body.number('timeoutSeconds');
  if (timeoutSeconds !== undefined && timeoutSeconds < 0) throw refuseField('timeoutSeconds', 'is less than 0');
  return given({
    mode,
    requireSignedURLs: body.boolean('requireSignedURLs'),
    allowedOrigins: readOrigins(body),
    hideLiveViewerCount: body.boolean('hideLiveViewerCount'),
    timeoutSeconds,
  });
}

function readDays(body: Body): number | undefined {
  const days = body.number('deleteRecordingAfterDays');
  if (days !== undefined && !(days >= SHORTEST_KEPT && days <= LONGEST_KEPT)) {
    throw refuseField('deleteRecordingAfterDays', `is not between ${SHORTEST_KEPT} and ${LONGEST_KEPT}`);
  }
  return days;
}
