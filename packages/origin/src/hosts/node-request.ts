/// <reference types="node" preserve="true" />
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequest } from '@remix-run/node-fetch-server';

/** Converts a request of Node. `null` for what the Fetch standard does not allow: `TRACE`, an invalid host. */
export function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request | null {
  try {
    const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
    return isRead ? readRequest(incoming, outgoing) : createRequest(incoming, outgoing);
  } catch {
    return null;
  }
}

/**
 * A request without a body, with a signal that is created when it is read. Few requests need theirs, and a signal that is given to the
 * constructor costs more than the rest of the request, because the request's own signal follows it.
 */
function readRequest(
  { method = 'GET', url = '/', headers, socket }: IncomingMessage,
  outgoing: ServerResponse,
): Request {
  const protocol = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  const request = new Request(`${protocol}://${headers.host ?? 'localhost'}${url}`, {
    method,
    // Only `set-cookie`, which no request has, is a list.
    headers: headers as Record<string, string>,
  });
  let signal: AbortSignal | undefined;
  return Object.defineProperty(request, 'signal', { get: () => (signal ??= signalOf(outgoing)) });
}

/** Aborts when the connection closes before the response is sent. */
function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    if (!outgoing.writableFinished) controller.abort();
  };
  if (outgoing.closed) abort();
  else outgoing.once('close', abort);
  return controller.signal;
}
