import { isIPv6 } from 'node:net';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { addProbes } from './probes.ts';
import { addWake } from './wake.ts';
import type { WakeDoor } from './wake.ts';

/** What is served over HTTP, and where (contracts, HTTP). */
export interface HttpOptions {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Before every path; begins and ends with a slash. */
  readonly basePath: string;
  /** What of Linchpin fails now, in words; none: it is ready. */
  readonly failing: () => readonly string[];
  /** Who may wake cycles; left out: nobody. */
  readonly wake?: WakeDoor;
  readonly log: Log;
}

/** A server that answers. */
export interface HttpServer {
  readonly port: number;
  /** Ends all connections; no hint comes after it. */
  close(): Promise<void>;
}

/** Nothing but a hint has a body, and only who has its token may send a larger one: else anybody could keep us reading. */
const largestBody = 1024;

/** Starts to serve; rejects with `WorldError` ("invalid") where it can't listen at that address. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = fastify({
    bodyLimit: largestBody,
    // Slow senders must not collect connections.
    requestTimeout: 10_000,
    connectionTimeout: 15_000,
    keepAliveTimeout: 5000,
    forceCloseConnections: true,
  });
  answerPlainly(server);
  await server.register(
    (routes, _, done) => {
      addProbes(routes, options.failing);
      if (options.wake !== undefined) addWake(routes, options.wake, options.log);
      done();
    },
    { prefix: options.basePath.replace(/\/$/u, '') },
  );
  const { host } = options;
  try {
    await server.listen({ host, port: options.port });
  } catch (error) {
    await server.close();
    throw listenError(options, error);
  }
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { port, close: () => server.close() };
}

/** What went wrong is said by the status alone: who asks may be anybody. */
function answerPlainly(server: FastifyInstance): void {
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: 'not found' }));
  server.setErrorHandler<Error & { readonly statusCode?: number }>((error, _, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: status === 413 ? 'body too large' : 'the request could not be answered' });
  });
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there already: is another Linchpin running?',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there; ports under 1024 need a privilege',
  ENOTFOUND: 'there is no such name',
};

function listenError({ host, port }: HttpOptions, cause: unknown): WorldError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const place = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return new WorldError(
    'invalid',
    `Linchpin can't listen at ${place}: ${reasons[code] ?? code}. Choose another address or port as \`http.listen\`.`,
    { cause },
  );
}
