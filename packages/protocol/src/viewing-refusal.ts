/** The reasons of a 403 that are about viewings. */
const VIEWING_REASONS = ['viewing-limit', 'displaced', 'revoked'] as const;
type ViewingReason = (typeof VIEWING_REASONS)[number];

/** Why a viewer who is authorized gets no token: a field of the problem+json (RFC 9457) of a 403. */
export type ViewingRefusal =
  | {
      /** The viewer watches on as many devices as allowed. A request with `takeover: true` ends another playback. */
      readonly reason: 'viewing-limit';
      /** The number of simultaneous viewings. */
      readonly limit?: number | undefined;
      /** The names of the devices, if the site knows them. */
      readonly devices?: readonly string[] | undefined;
    }
  | {
      /** `displaced`: playback continued on another device, and `takeover: true` takes it back. `revoked`: the right to watch has ended. */
      readonly reason: Exclude<ViewingReason, 'viewing-limit'>;
    };

export const isViewingReason = (reason: unknown): reason is ViewingReason =>
  VIEWING_REASONS.includes(reason as ViewingReason);

/** Parses the body of a refusal. Returns `null` for a refusal that is not about viewings. */
export function parseViewingRefusal(text: string): ViewingRefusal | null {
  try {
    const { reason, limit, devices } = (JSON.parse(text) ?? {}) as Record<string, unknown>;
    if (!isViewingReason(reason)) return null;
    if (reason !== 'viewing-limit') return { reason };
    return {
      reason,
      ...(Number.isInteger(limit) ? { limit: limit as number } : {}),
      ...(Array.isArray(devices) ? { devices: devices.filter((device) => typeof device === 'string') } : {}),
    };
  } catch {
    return null;
  }
}
