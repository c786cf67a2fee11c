/**
 * Fetches an image whose URL contains a token, and returns a `blob:` URL for it, or `null` if it could not be fetched. An attribute or a cue
 * that shows the image then contains no token. The caller revokes the URL.
 */
export async function fetchImage(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, { credentials: 'omit', priority: 'low', signal });
    const blob = await response.blob();
    return response.ok && blob.type.startsWith('image/') ? URL.createObjectURL(blob) : null;
  } catch {
    return null;
  }
}
