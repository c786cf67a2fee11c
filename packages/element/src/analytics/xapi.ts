import { createRandomId } from '@secure-stream/session/core';
import type { SecureStreamElement } from '../stream/secure-stream.js';

export type XapiPlayer = HTMLElement &
  Pick<
    SecureStreamElement,
    'completion' | 'currentTime' | 'duration' | 'paused' | 'playbackRate' | 'videoId' | 'watchedRanges'
  >;

/** The part of an xAPI client that is used: an `XAPI` of `@xapi/xapi` has it. */
export interface XapiClient<Statement> {
  sendStatement(params: { statement: Statement }): PromiseLike<unknown>;
}

export interface XapiActivity {
  /** The IRI of the video on your site. */
  readonly id: string;
  readonly name?: string | undefined;
}

export interface XapiOptions {
  /** The viewer, as the learning record store knows them: an agent of xAPI. */
  readonly actor: object;
  /** Returns what the site calls a video. Called for each video. With cmi5, the id of the activity that was launched. */
  readonly activity: (videoId: string | undefined) => XapiActivity;
  /** With cmi5: the `registration` of the launch, and the `contextTemplate` of its state `LMS.LaunchData`. */
  readonly cmi5?: { readonly registration: string; readonly contextTemplate: object };
  /** Called with the error of a statement that could not be sent. Default: it is ignored. */
  readonly onError?: (error: unknown) => void;
}

const VERBS = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  played: 'https://w3id.org/xapi/video/verbs/played',
  paused: 'https://w3id.org/xapi/video/verbs/paused',
  seeked: 'https://w3id.org/xapi/video/verbs/seeked',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
};
type Verb = keyof typeof VERBS;

const VIDEO = 'https://w3id.org/xapi/video';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories';

/** The categories of cmi5 (section 9.6.2). The other verbs have none. */
const CMI5_CATEGORIES: Partial<Record<Verb, readonly string[]>> = {
  initialized: [`${CMI5}/cmi5`],
  completed: [`${CMI5}/cmi5`, `${CMI5}/moveon`],
  terminated: [`${CMI5}/cmi5`],
};

/**
 * Reports a player as statements of the xAPI video profile: `initialized`, `played`, `paused`, `seeked`, `completed` and `terminated`, with what was really
 * watched. With `cmi5`, they are those of an assignable unit too. The call is the site's word that these may leave the page. `completed` needs
 * `completion-threshold` or `progress-endpoint`. Returns a function that sends `terminated` and ends it, as leaving the page does.
 */
export function reportWithXapi<Statement>(
  player: XapiPlayer,
  client: XapiClient<Statement>,
  { actor, activity, cmi5, onError = () => undefined }: XapiOptions,
  page: EventTarget = globalThis,
): () => void {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const sessionId = createRandomId();
  const startedAt = performance.now();
  let videoId: string | undefined;
  let position = 0;
  let soughtFrom: number | undefined;

  const send = (verb: Verb, extensions: Readonly<Record<string, number>>, result: object = {}) => {
    const { id, name } = activity(videoId);
    const categories = [VIDEO, ...((cmi5 && CMI5_CATEGORIES[verb]) ?? [])];
    const statement = {
      actor,
      verb: { id: VERBS[verb], display: { en: verb } },
      object: {
        id,
        definition: { type: `${VIDEO}/activity-type/video`, ...(name !== undefined && { name: { und: name } }) },
      },
      result: { ...result, extensions: { ...readProgress(player), ...nameExtensions(extensions) } },
      context: createContext(cmi5, categories, { 'session-id': sessionId, length: round(player.duration) }),
      timestamp: new Date().toISOString(),
    };
    // A store that fails stops neither playback nor the next statement.
    Promise.resolve(client.sendStatement({ statement: statement as Statement })).catch(onError);
  };
  const readDuration = () => ({ duration: `PT${round((performance.now() - startedAt) / 1000)}S` });
  const terminate = () => {
    if (videoId !== undefined) send('terminated', { time: round(position) }, readDuration());
    videoId = undefined;
  };
  const on = (type: string, listener: () => void) => player.addEventListener(type, listener, { signal });
  /** Listens while the video plays that was reported. */
  const onVideo = (type: string, listener: (time: number) => void) =>
    on(type, () => videoId !== undefined && videoId === player.videoId && listener(round(player.currentTime)));

  onVideo('play', (time) => send('played', { time }));
  on('playing', () => {
    if (videoId === player.videoId) return;
    terminate();
    ({ videoId } = player);
    const time = round(player.currentTime);
    send('initialized', { time });
    send('played', { time });
  });
  onVideo('pause', (time) => send('paused', { time }));
  on('timeupdate', () => (soughtFrom === undefined ? (position = player.currentTime) : undefined));
  on('seeking', () => (soughtFrom ??= position));
  onVideo('seeked', (time) => send('seeked', { 'time-from': round(soughtFrom ?? time), 'time-to': time }));
  on('seeked', () => {
    soughtFrom = undefined;
    position = player.currentTime;
  });
  onVideo('watchcomplete', (time) => send('completed', { time }, { completion: true, ...readDuration() }));
  page.addEventListener('pagehide', terminate, { signal });
  return () => {
    terminate();
    lifetime.abort();
  };
}

function readProgress({ completion, watchedRanges }: XapiPlayer) {
  const segments = Array.from(
    { length: watchedRanges.length },
    (_, index) => `${round(watchedRanges.start(index))}[.]${round(watchedRanges.end(index))}`,
  );
  return nameExtensions({ progress: round(completion), 'played-segments': segments.join('[,]') });
}

function createContext(
  cmi5: XapiOptions['cmi5'],
  categories: readonly string[],
  extensions: Readonly<Record<string, string | number>>,
) {
  const template = (cmi5?.contextTemplate ?? {}) as XapiContext;
  return {
    ...template,
    ...(cmi5 && { registration: cmi5.registration }),
    contextActivities: {
      ...template.contextActivities,
      category: [...(template.contextActivities?.category ?? []), ...categories.map((id) => ({ id }))],
    },
    extensions: { ...template.extensions, ...nameExtensions(extensions) },
  };
}

interface XapiContext {
  readonly contextActivities?: { readonly category?: readonly object[] };
  readonly extensions?: object;
}

/** With the names of the xAPI video profile. */
const nameExtensions = (values: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${VIDEO}/extensions/${name}`, value]));

/** The video profile asks for three decimals at most. A duration that is not known is 0. */
const round = (value: number) => (Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 0);
