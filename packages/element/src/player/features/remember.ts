import { HAVE_FUTURE_DATA, HAVE_METADATA } from '../../media/ready-state.js';
import { findCounterpart } from '../../playback/playback-choices.js';
import { APPEARANCE_REQUEST, applyAppearance, readAppearance } from '../captions/apply-appearance.js';
import { forEachVideo } from './each-video.js';
import { createEntry, type Entry } from './entry.js';
import { isLive, type HabitPlayer } from './player.js';
import { chooseRate, chooseVolume, parseSettings, type Settings, type TrackChoice } from './settings.js';

/** Restores the volume, speed, captions and audio that the viewer chose with the controls, here or in another player of the site. */
export function startRemember(
  player: HabitPlayer,
  lifetime: AbortSignal,
  entry: Entry = createEntry('secure-stream:settings'),
): void {
  let settings = parseSettings(entry.read());
  // Controls of media-chrome announce what the viewer chooses, and nothing else does: neither the page, nor an engine, nor the browser.
  for (const [request, read] of Object.entries(CHOICES))
    player.addEventListener(
      request,
      () => {
        settings = { ...settings, ...parseSettings(entry.read()), ...read(player) };
        entry.write(settings);
      },
      { signal: lifetime },
    );
  Object.assign(player, chooseVolume(settings, player));
  forEachVideo(player, lifetime, (signal) => {
    settings = { ...settings, ...parseSettings(entry.read()) };
    if (settings.appearance) applyAppearance(player, settings.appearance);
    restore(player, signal, () => settings);
  });
}

/** What to read after each request of a control. */
const CHOICES: Readonly<Record<string, (player: HabitPlayer) => Settings>> = {
  mediamuterequest: readVolume,
  mediaunmuterequest: readVolume,
  mediavolumerequest: readVolume,
  mediaplaybackraterequest: ({ playbackRate }) => ({ rate: playbackRate }),
  mediashowsubtitlesrequest: readCaptions,
  mediadisablesubtitlesrequest: readCaptions,
  mediatogglesubtitlesrequest: readCaptions,
  [APPEARANCE_REQUEST]: (player) => ({ appearance: readAppearance(player) }),
  mediaaudiotrackrequest: ({ audioTracks }) => {
    const track = [...audioTracks].find(({ enabled }) => enabled);
    return track ? { audio: describe(track) } : {};
  },
};

function readVolume({ volume, muted }: HabitPlayer): Settings {
  return { volume, muted };
}

function readCaptions(player: HabitPlayer): Settings {
  const shown = listCaptions(player).find(({ mode }) => mode === 'showing');
  return { captions: shown ? describe(shown) : null };
}

const describe = ({ language, kind }: { language: string; kind?: string }): TrackChoice => ({
  language,
  kind: kind ?? '',
});

const listCaptions = ({ textTracks }: HabitPlayer) => [...textTracks].filter(({ kind }) => CAPTIONS.includes(kind));

const CAPTIONS: readonly string[] = ['captions', 'subtitles'];

/** Tracks appear one by one while the video loads, and players and browsers select among them again. So each is chosen until it can play. */
function restore(player: HabitPlayer, signal: AbortSignal, getSettings: () => Settings): void {
  // Faster, a live stream would wait for data at once.
  const restoreRate = () => isLive(player) || (player.playbackRate = chooseRate(getSettings(), player));
  if (player.readyState >= HAVE_METADATA) restoreRate();
  else player.addEventListener('loadedmetadata', restoreRate, { once: true, signal });

  const loading = new AbortController();
  const listening = { signal: AbortSignal.any([loading.signal, signal]) };
  const restoreTracks = () => {
    const { captions, audio } = getSettings();
    const track = audio && findCounterpart([...player.audioTracks], audio);
    if (track && !track.enabled) track.enabled = true;
    if (captions !== undefined) showCaptions(player, captions);
    if (player.readyState >= HAVE_FUTURE_DATA) loading.abort();
  };
  player.audioTracks.addEventListener('addtrack', restoreTracks, listening);
  for (const type of ['addtrack', 'change']) player.textTracks.addEventListener(type, restoreTracks, listening);
  player.addEventListener('canplay', restoreTracks, listening);
  restoreTracks();
}

/** `null`: no captions. Without a track in the language, the page decides. */
function showCaptions(player: HabitPlayer, choice: TrackChoice | null): void {
  const captions = listCaptions(player);
  const chosen = choice && findCounterpart(captions, choice);
  if (choice && !chosen) return;
  for (const track of captions)
    if ((track === chosen) !== (track.mode === 'showing')) track.mode = track === chosen ? 'showing' : 'disabled';
}
