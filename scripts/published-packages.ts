/** The folders in `packages/` of what npm gets. */
export const PUBLISHED_PACKAGES = ['session', 'element', 'react', 'signer', 'origin', 'create-secure-stream'] as const;
