import { MAX_GRANT_LENGTH } from '@secure-stream/protocol';

/** Reads the body of a response, but little more than a grant can have: an endpoint may send without end. */
export async function readText({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let chunk; text.length <= MAX_GRANT_LENGTH && (chunk = (await reader?.read())?.value);) text += chunk;
  // Closes the connection of what is too long.
  void reader?.cancel();
  return text;
}
