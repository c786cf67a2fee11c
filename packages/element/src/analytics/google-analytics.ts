import { track, type TrackedPlayer } from './track.js';

/** The function of Google's snippet: `function gtag() { dataLayer.push(arguments); }`. */
export type Gtag = (command: 'event', name: string, parameters: Readonly<Record<string, string | number>>) => void;

/** The parameters that Google Analytics 4 knows for videos. Any other gets the prefix `video_`. */
const NAMES: Readonly<Record<string, string>> = { position: 'video_current_time', videoId: 'video_id' };

/**
 * Sends the events of `track()` to Google Analytics 4, with the names of its enhanced measurement, as
 * `gtag('event', 'video_progress', { video_percent: 25, … })`. `title` becomes `video_title`. The call is the site's word that these may leave the page;
 * the consent mode of `gtag` applies besides. Returns a function that ends it.
 */
export function trackWithGoogleAnalytics(player: TrackedPlayer, gtag: Gtag, title?: string): () => void {
  const constants = { video_provider: 'secure-stream', ...(title !== undefined && { video_title: title }) };
  return track(player, (event, properties) =>
    gtag('event', event, {
      ...constants,
      ...Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [NAMES[name] ?? `video_${toSnakeCase(name)}`, value]),
      ),
    }),
  );
}

const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
