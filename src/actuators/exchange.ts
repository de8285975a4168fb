import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { WorldError } from '../ports.ts';
import { DoubtError } from './doubt.ts';

/** Where requests go, and how that is protected; PEM texts. */
export interface Endpoint {
  /** `https://…`, `http://…`, or `unix:///path` of a socket. */
  readonly url: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** One request. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** What follows the endpoint's address. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What was answered; a long text is cut off. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Of an answer so much is read. */
const largestAnswer = 256 * 1024;

/**
 * Makes one request on a connection of its own; redirects are not followed, for they would lead where nobody allowed.
 * Rejects with `WorldError` where it did not go out, with `DoubtError` where it did and no answer came.
 */
export function exchange(endpoint: Endpoint, asked: Asked, signal: AbortSignal): Promise<Answered> {
  const { url, ...tls } = endpoint;
  const { method, path = '', headers = {}, body } = asked;
  const options: RequestOptions = {
    method,
    signal,
    agent: false,
    headers: { ...headers, ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }) },
  };
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const give = (error: Error): void => reject(troubleWith(nameOf(url), { error, isConnected, signal }));
    const listen = (response: IncomingMessage): void => read(response, resolve, give);
    const request = url.startsWith('unix://')
      ? httpRequest({ ...options, socketPath: url.slice('unix://'.length), path, host: 'localhost' }, listen)
      : url.startsWith('https:')
        ? httpsRequest(`${url}${path}`, { ...options, ...tls }, listen)
        : httpRequest(`${url}${path}`, options, listen);
    request.on('socket', (socket) => {
      socket.once(url.startsWith('https:') ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    request.on('error', give);
    request.end(body);
  });
}

function read(response: IncomingMessage, resolve: (answered: Answered) => void, reject: (error: Error) => void): void {
  const pieces: Buffer[] = [];
  let size = 0;
  const finish = (): void =>
    resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8').slice(0, largestAnswer) });
  response.on('data', (piece: Buffer) => {
    pieces.push(piece);
    size += piece.length;
    // What was answered is clear already.
    if (size <= largestAnswer) return;
    response.destroy();
    finish();
  });
  response.on('end', finish);
  response.on('error', reject);
}

/** What an address is called in messages: who is asked, and not what of them. */
function nameOf(url: string): string {
  return url.startsWith('unix:') ? url : new URL(url).origin;
}

function troubleWith(
  name: string,
  met: { readonly error: Error; readonly isConnected: boolean; readonly signal: AbortSignal },
): Error {
  const { error, isConnected, signal } = met;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const why = signal.aborted ? 'the time was over' : code;
  if (isConnected) {
    return new DoubtError(`${name} was asked and gave no answer (${why}): nobody knows whether it was done.`);
  }
  return new WorldError(
    'E501',
    `${name} could not be reached (${why}), so nothing was done: check the address, the network between, and whether it runs.`,
    { cause: error },
  );
}

/** Makes what somebody answered fit for a message. */
export function quoted(text: string, atMost = 500): string {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line.length > atMost ? `${line.slice(0, atMost)}…` : line;
}
