import type { FastifyInstance } from 'fastify';
import { callerOf } from './access.ts';
import type { Caller, Door } from './door.ts';
import { sessionCookie } from './door.ts';
import { sendProblem } from './problem.ts';
import type { Role } from './tokens.ts';

/** Who looks at a page. */
interface SessionAnswer {
  readonly role: Role;
  readonly by: Caller['by'];
  /** ISO 8601; absent where it does not end. */
  readonly until?: string;
}

/** Where the cookie of a log-in holds. */
interface CookieScope {
  readonly basePath: string;
  readonly isHttps: boolean;
}

/**
 * Adds `api/v1/session`: who calls (GET), log-in by `{"token": …}` (POST), which leaves a cookie that no script can
 * read, and log-out (DELETE).
 */
export function addSession(routes: FastifyInstance, door: Door, { basePath, isHttps }: CookieScope): void {
  const scope = { path: basePath, httpOnly: true, sameSite: 'strict', secure: isHttps } as const;
  const path = '/api/v1/session';
  routes.get(path, { config: { access: 'view' } }, (request) => answerFor(callerOf(request)));
  routes.post(path, { config: { access: 'public' } }, (request, reply) => {
    const token = tokenIn(request.body);
    if (token === undefined) return sendProblem(reply, { status: 400, detail: 'expected {"token": "…"} as JSON' });
    const session = door.logIn(request.ip, token);
    if ('status' in session) return sendProblem(reply, session);
    const { cookie, role, until } = session;
    reply.setCookie(sessionCookie, cookie, { ...scope, expires: new Date(until * 1000) });
    return reply.header('cache-control', 'no-store').send(answerFor({ role, by: 'session', until }));
  });
  routes.delete(path, { config: { access: 'public' } }, (request, reply) => {
    door.logOut(request.cookies[sessionCookie] ?? '');
    return reply.clearCookie(sessionCookie, scope).code(204).send();
  });
}

function answerFor({ role, by, until }: Caller): SessionAnswer {
  return { role, by, ...(until !== undefined && { until: new Date(until * 1000).toISOString() }) };
}

function tokenIn(body: unknown): string | undefined {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  return typeof token === 'string' ? token : undefined;
}
