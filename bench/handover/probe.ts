/**
 * Runs in every document of the page, including frames. Reports each frame that a `<video>` presents, and each period with sound, to the
 * top window. Times are milliseconds since 1970, accurate to a frame.
 */
export interface ProbeReport {
  readonly probe: 'frame' | 'sound';
  /** Differs between documents too: a message of a removed frame arrives without its `source`. */
  readonly player: number;
  /** Frames: time, position in seconds, and number of frames presented so far. Sounds: start and end of a period. */
  readonly values: readonly number[];
}

probe();

function probe(): void {
  const known = new WeakMap<HTMLVideoElement, number>();
  const now = () => performance.timeOrigin + performance.now();
  let context: AudioContext | undefined;
  let ready: Promise<void> | undefined;

  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (this instanceof HTMLVideoElement) watch(this);
    return play.call(this);
  };
  addEventListener(
    'play',
    ({ target }) => {
      if (target instanceof HTMLVideoElement) watch(target);
    },
    true,
  );

  function watch(video: HTMLVideoElement): void {
    if (known.has(video)) return;
    const player = Math.random();
    known.set(video, player);
    Object.assign(video, { probed: player });
    const onFrame: VideoFrameRequestCallback = (_now, { expectedDisplayTime, mediaTime, presentedFrames }) => {
      const values = [performance.timeOrigin + expectedDisplayTime, mediaTime, presentedFrames];
      post({ probe: 'frame', player, values });
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    void recordAudio(video, player);
  }

  async function recordAudio(video: HTMLVideoElement, player: number): Promise<void> {
    context ??= new AudioContext();
    const own = context;
    ready ??= own.audioWorklet.addModule(
      URL.createObjectURL(new Blob([`(${defineAudioProbe.toString()})()`], { type: 'text/javascript' })),
    );
    await ready;
    const audioProbe = new AudioWorkletNode(own, 'audio-probe');
    const source = own.createMediaElementSource(video);
    source.connect(audioProbe);
    source.connect(own.destination);
    audioProbe.port.addEventListener('message', ({ data: [start, end] }: MessageEvent<[number, number]>) => {
      const shift = now() - own.currentTime * 1000;
      post({ probe: 'sound', player, values: [start * 1000 + shift, end * 1000 + shift] });
    });
    audioProbe.port.start();
  }

  function post(report: ProbeReport): void {
    window.top?.postMessage(report, '*');
  }
}

/** Reports periods with sound, in blocks of 128 samples. */
function defineAudioProbe(): void {
  const LOUD = 0.004;
  class AudioProbe extends AudioWorkletProcessor {
    #from: number | null = null;
    #lastReported = 0;

    override process(inputs: Float32Array[][]): boolean {
      const samples = inputs[0]?.[0];
      const loud = samples !== undefined && samples.some((sample) => Math.abs(sample) > LOUD);
      if (loud) this.#from ??= currentTime;
      if (this.#from !== null && (!loud || currentTime - this.#lastReported > 0.01)) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target origin
        this.port.postMessage([this.#from, loud ? currentTime + 128 / sampleRate : currentTime]);
        this.#lastReported = currentTime;
        this.#from = loud ? currentTime : null;
      }
      return true;
    }
  }
  registerProcessor('audio-probe', AudioProbe);
}

declare const currentTime: number;
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
  process(inputs: Float32Array[][]): boolean;
}
