/** What the samples of the documentation take from the reader's site, without declaring it. */
import type { Meter } from '@opentelemetry/api';
import type { SecureStreamElement, StreamErrorReason } from '@secure-stream/element';
import type { PlayerProperties } from '@secure-stream/element/player';
import type { TokenEndpointOptions } from '@secure-stream/signer';

interface Session {
  readonly viewer: string;
  readonly email: string;
  readonly device: string;
  readonly videos: readonly string[];
  owns(videoId: string): boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    // oxlint-disable typescript/no-explicit-any -- the packages of these players are not installed
    'hls-video': any;
    'media-player': any;
    'mux-player': any;
    'mux-video': any;
    // oxlint-enable typescript/no-explicit-any
  }

  // The page.
  let player: SecureStreamElement & Partial<PlayerProperties>;
  const id: string;
  const code: string;
  const videoId: string;
  const playbackId: string;
  const props: { readonly id: string };
  const context: { drawImage(image: unknown, x: number, y: number): void };
  const button: HTMLButtonElement;
  const pictureInPictureButton: HTMLButtonElement;
  const watchHereButton: HTMLButtonElement;
  const text: HTMLElement;
  const sentences: Readonly<Record<StreamErrorReason, string>>;
  const documentPictureInPicture: { requestWindow(size: { width: number; height: number }): Promise<Window> };
  const report: (...details: unknown[]) => void;
  const show: (text: string) => void;
  const showOffer: () => void;
  const showNextLesson: () => void;
  const progressBar: HTMLProgressElement;
  const titles: Readonly<Record<string, string>>;
  const dataLayer: object[];
  const gtag: (command: 'event', name: string, parameters: object) => void;
  const meterProvider: { getMeter(name: string): Meter };
  const fetchToken: NonNullable<SecureStreamElement['tokenProvider']>;

  // The server.
  const now: number;
  const viewer: string & { readonly id: string };
  const authorize: TokenEndpointOptions['authorize'];
  const fastify: any; // oxlint-disable-line typescript/no-explicit-any
  const log: (entry: object) => void;
  const sessionOf: (request: Request) => Promise<Session>;
  const durationOf: (videoId: string) => Promise<number>;
  const saveCertificate: (viewer: string, videoId: string) => Promise<void>;
  const viewerOf: (request: Request) => Promise<{ readonly id: string; owns(videoId: string): boolean } | null>;
  const showLesson: (videoId: string) => Promise<void>;
  const hideLesson: (videoId: string) => Promise<void>;
  const mayWatch: (viewer: unknown, videoId: string) => Promise<boolean>;

  namespace NodeJS {
    interface ProcessEnv {
      readonly REDIS_URL: string;
      readonly STREAM_WEBHOOK_SECRET: string;
    }
  }
}
