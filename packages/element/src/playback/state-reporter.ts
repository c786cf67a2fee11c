import { StateChangeEvent, StreamErrorEvent } from '../events/stream-events.js';
import type { EngineKind } from '../engines/engine.js';
import type { MediaPort } from '../media/media-port.js';
import type { PlaybackHostOptions } from './playback-host-options.js';
import { isSameState, type PlayerState } from './state.js';

interface Report {
  readonly state: PlayerState;
  readonly engine: EngineKind | undefined;
  readonly media: MediaPort;
}

/** Returns a function that tells the host what changed since the last report. */
export function createStateReporter({ onChange, dispatch }: PlaybackHostOptions) {
  let last: Partial<Report> & Pick<Report, 'state'> = { state: { status: 'idle' } };

  return (current: Report): void => {
    const { state, engine, media } = last;
    const isSame = isSameState(state, current.state);
    if (isSame && engine === current.engine && media === current.media) return;
    last = current;
    onChange();
    if (isSame) return;
    dispatch(new StateChangeEvent());
    if (current.state.status === 'error') dispatch(new StreamErrorEvent(current.state.error));
  };
}
