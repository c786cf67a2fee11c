/**
 * Converts a URL for `script.src` on a page with Trusted Types, by the policy `secure-stream`. Without Trusted Types, or if the page's
 * Content-Security-Policy does not list the policy, returns the string: the page's default policy then decides.
 */
export function toScriptUrl(url: string, view: Window): string {
  const { trustedTypes } = view as { readonly trustedTypes?: TrustedTypes };
  if (!policies.has(view)) policies.set(view, trustedTypes ? createPolicy(trustedTypes) : null);
  return (policies.get(view)?.createScriptURL(url) as string | undefined) ?? url;
}

/** By window. A policy can be created only once, and never leaves this module: `resolveSdk()` has checked each URL. */
const policies = new WeakMap<Window, TrustedTypesPolicy | null>();

function createPolicy(trustedTypes: TrustedTypes): TrustedTypesPolicy | null {
  try {
    return trustedTypes.createPolicy('secure-stream', { createScriptURL: (url) => url });
  } catch {
    return null;
  }
}

/** https://www.w3.org/TR/trusted-types/. TypeScript does not declare it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedTypesPolicy;
}

interface TrustedTypesPolicy {
  createScriptURL(url: string): unknown;
}
