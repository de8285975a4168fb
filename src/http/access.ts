import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, Door } from './door.ts';
import { sessionCookie } from './door.ts';
import { mayBeForged } from './forgery.ts';
import { sendProblem } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Role } from './tokens.ts';

/** Who may call a route: anybody; who shows a key that the route itself asks for; who may view; who may operate. */
export type Access = 'public' | 'own-key' | Role;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. One that does not say it is refused at the start. */
    access?: Access;
  }
  interface FastifyRequest {
    /** Who calls; `undefined` on routes for anybody. */
    caller: Caller | undefined;
    /** Whether who calls would still be let in: a log-in ends. */
    isLetInStill: () => boolean;
  }
}

/** Guards all routes that are added afterwards by the access that each declares, and every change against forgery. */
export function guard(server: FastifyInstance, door: Door, publicUrl: string | undefined): void {
  server.decorateRequest('caller', undefined);
  server.decorateRequest('isLetInStill', function (this: FastifyRequest) {
    return door.stillKnows(this);
  });
  server.addHook('onRoute', ({ config, url }) => {
    if (config?.access === undefined) throw new Error(`the route ${url} does not declare who may call it`);
  });
  server.addHook('onRequest', async (request, reply) => {
    const refusal = check(request, door, publicUrl);
    if (refusal === undefined) return;
    // Nothing more is taken from who is not let in, least of all a body.
    reply.header('connection', 'close');
    if (refusal.status === 401) reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, refusal);
  });
  server.addHook('onSend', async (request, reply) => {
    const isShared = request.routeOptions.config.access === 'public';
    if (!isShared && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** Who calls, on a route for who may view or operate. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new Error('nobody is asked who calls on a route for anybody');
  return caller;
}

function check(request: FastifyRequest, door: Door, publicUrl: string | undefined): Problem | undefined {
  if (mayBeForged(request, { byCookie: request.cookies[sessionCookie] !== undefined, publicUrl })) return forged;
  const { access = 'public' } = request.routeOptions.config;
  if (access === 'public' || access === 'own-key') return undefined;
  const caller = door.callerOf(request);
  if ('status' in caller) return caller;
  if (access === 'operate' && caller.role !== 'operate') return notOperating;
  request.caller = caller;
  return undefined;
}

const forged: Problem = {
  status: 403,
  detail:
    'the request seems to come from the page of another site; expected one of the page itself, or one with "Authorization: Bearer TOKEN"',
};
const notOperating: Problem = {
  status: 403,
  detail: 'with this token one may look and change nothing; log in with that of http.tokens.operate',
};
