import { isIPv6 } from 'node:net';
import cookie from '@fastify/cookie';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Instant } from '../domain/instant.ts';
import type { Log } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { guard } from './access.ts';
import { addApi } from './api/api.ts';
import type { Api } from './api/api.ts';
import { Door } from './door.ts';
import { addEmbed } from './embed.ts';
import type { Embed } from './embed.ts';
import { addHeaders } from './headers.ts';
import { addMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { addPage } from './page.ts';
import type { PageFiles } from './page.ts';
import { addProbes } from './probes.ts';
import type { Readiness } from './probes.ts';
import { sendProblem } from './problem.ts';
import type { TokenTexts } from './tokens.ts';
import { addWake } from './wake.ts';
import type { WakeDoor } from './wake.ts';

/** What is served over HTTP, and where (contracts, HTTP). */
export interface HttpOptions extends Readiness {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Before every path; begins and ends with a slash. */
  readonly basePath: string;
  /** Where others reach it, where that is known. */
  readonly publicUrl?: string;
  /** Who may view and operate; none: this machine itself, where nobody else may reach the server. */
  readonly tokens: TokenTexts;
  /** The origins whose pages may show ours in a frame. */
  readonly frameAncestors: readonly string[];
  /** The origins of Zabbix's own pages, which may show views that are made for them. */
  readonly zabbixOrigins?: readonly string[];
  /** Who may wake cycles; left out: nobody. */
  readonly wake?: WakeDoor;
  /** Who answers the API, and counts; left out: neither is served. */
  readonly board?: Api & { readonly metrics: Metrics; readonly embed: Embed };
  /** The web page; left out: none is served. */
  readonly page?: PageFiles;
  readonly now: () => Instant;
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
    // Whom a proxy on this machine names as the caller is the one who is counted and told of.
    trustProxy: 'loopback',
  });
  answerPlainly(server, options.log);
  await addRoutes(server, options);
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

async function addRoutes(server: FastifyInstance, options: HttpOptions): Promise<void> {
  const { basePath, publicUrl, frameAncestors, page } = options;
  const prefix = basePath.replace(/\/$/u, '');
  const door = new Door(options);
  await addHeaders(server, frameAncestors);
  await server.register(cookie);
  guard(server, door, publicUrl);
  await server.register(
    (routes, _, done) => {
      addProbes(routes, options);
      const { board } = options;
      if (board !== undefined) addMetrics(routes, board.metrics);
      const isHttps = publicUrl?.startsWith('https:') === true;
      addApi(routes, { door, basePath, isHttps, onLogOut: () => board?.watchers.endStrangers() }, board);
      const holders = [...new Set([...(options.zabbixOrigins ?? []), ...frameAncestors])];
      if (board !== undefined) addEmbed(routes, board.embed, { ...options, frameAncestors: holders });
      if (options.wake !== undefined) addWake(routes, options.wake, options);
      done();
    },
    { prefix },
  );
  if (page !== undefined) await server.register((routes) => addPage(routes, page), { prefix });
}

/** Who asks may be anybody: what is wrong with a request is said, and of our own faults only that there was one. */
function answerPlainly(server: FastifyInstance, log: Log): void {
  server.setNotFoundHandler((_, reply) =>
    sendProblem(reply, { status: 404, detail: 'there is nothing at this address' }),
  );
  server.setErrorHandler<Error & { readonly statusCode?: number }>((error, request, reply) => {
    const { statusCode = 500, message } = error;
    if (statusCode < 500) return sendProblem(reply, { status: statusCode, detail: message });
    log.error(
      { err: error, code: 'E901', route: request.routeOptions.url },
      'a request could not be answered: a fault of Linchpin itself',
    );
    return sendProblem(reply, { status: 500, code: 'E901', detail: 'a fault of Linchpin itself; its log says more' });
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
    'E221',
    `Linchpin can't listen at ${place}: ${reasons[code] ?? code}. Choose another address or port as \`http.listen\`.`,
    { cause },
  );
}
