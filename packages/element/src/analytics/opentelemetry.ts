import type { StreamErrorReason } from '@secure-stream/session/core';
import { observeQuality, type ObservedPlayer } from '../quality/observe-quality.js';
import type { QualityReport } from '../quality/quality-report.js';

type Attributes = Record<string, string>;

/** The part of a `Meter` of `@opentelemetry/api` that is used. */
export interface QualityMeter {
  createHistogram(name: string, options: MetricOptions): { record(value: number, attributes?: Attributes): void };
  createCounter(name: string, options: MetricOptions): { add(value: number, attributes?: Attributes): void };
}

interface MetricOptions {
  readonly unit: string;
  readonly description: string;
}

export interface MeasureOptions {
  /** Attributes for each measurement. Each combination of values is a time series of its own: not the id of a viewer. Default: none. */
  readonly attributes?: (report: QualityReport) => Attributes;
}

/**
 * Measures the quality of a player with OpenTelemetry, as metrics `video.*`. Pass a meter of your `MeterProvider`. The call is the site's word that these
 * may leave the page. Returns a function that ends it.
 */
export function measureWithOpenTelemetry(
  player: ObservedPlayer,
  meter: QualityMeter,
  { attributes = () => ({}) }: MeasureOptions = {},
): () => void {
  const histogram = (name: string, unit: string, description: string) =>
    meter.createHistogram(`video.${name}`, { unit, description });
  const counter = (name: string, unit: string, description: string) =>
    meter.createCounter(`video.${name}`, { unit, description });
  const startup = histogram('startup.duration', 's', 'Wait for the first frame.');
  const phases = histogram('startup.phase.duration', 's', 'Phases of the startup: token, manifest, first_frame.');
  const latency = histogram('renewal.duration', 's', 'Wait for a fresh token.');
  const playing = counter('playing.duration', 's', 'Time in which the picture moved.');
  const rebuffering = counter('rebuffering.duration', 's', 'Time in which the picture stood still for lack of data.');
  const rebufferings = counter('rebuffering.count', '{rebuffering}', 'How often the picture stood still.');
  const dropped = counter('frames.dropped', '{frame}', 'Frames that were decoded too late.');
  const errors = counter('errors', '{error}', 'Errors of playback, by error.type.');
  const lifetime = new AbortController();
  let last: QualityReport | undefined;

  observeQuality(player);
  player.addEventListener(
    'qualityreport',
    ({ report }) => {
      // A report contains what earlier ones of the same video have told.
      const before = last?.id === report.id ? last : undefined;
      last = report;
      const labels = { 'video.engine': report.engine ?? 'none', ...attributes(report) };
      const since = (read: (one: QualityReport) => number | undefined) =>
        (read(report) ?? 0) - ((before && read(before)) ?? 0);
      if (report.startup && !before?.startup) {
        startup.record(report.startup.total / 1000, labels);
        const { token, manifest, firstFrame: first_frame } = report.startup;
        for (const [phase, time] of Object.entries({ token, manifest, first_frame }))
          if (time !== undefined) phases.record(time / 1000, { ...labels, 'video.startup.phase': phase });
      }
      const fresh = since(({ renewals }) => renewals.count);
      for (const renewal of fresh > 0 ? report.renewals.latest.slice(-fresh) : [])
        if (renewal.latency !== undefined) latency.record(renewal.latency / 1000, labels);
      playing.add(since(({ playingTime }) => playingTime) / 1000, labels);
      rebuffering.add(since(({ rebuffering: { time } }) => time) / 1000, labels);
      rebufferings.add(
        since(({ rebuffering: { count } }) => count),
        labels,
      );
      dropped.add(
        since(({ frames }) => frames?.dropped),
        labels,
      );
      for (const reason of Object.keys(report.errors) as StreamErrorReason[]) {
        const count = since(({ errors: counts }) => counts[reason]);
        if (count > 0) errors.add(count, { ...labels, 'error.type': reason });
      }
    },
    { signal: lifetime.signal },
  );
  return () => lifetime.abort();
}
