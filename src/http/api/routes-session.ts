import { callerOf } from '../access.ts';
import type { Caller, Door } from '../door.ts';
import { sessionCookie } from '../door.ts';
import { sendProblem } from '../problem.ts';
import { LogIn, NothingAsked } from './asked/schema.ts';
import { answering, forAnybody, forViewers, toldInProblems } from './routing.ts';
import type { TypedRoutes } from './routing.ts';
import { Nothing, Session } from './schema.ts';
import type { SessionDocument } from './schema.ts';

/** Who is let in, and where the cookie of a log-in holds. */
export interface SessionParts {
  readonly door: Door;
  readonly basePath: string;
  readonly isHttps: boolean;
  /** Somebody has logged out. */
  readonly onLogOut: () => void;
}

/** Adds who asks, log-in, which leaves a cookie that no script can read, and log-out. */
export function addSession(api: TypedRoutes, { door, basePath, isHttps, onLogOut }: SessionParts): void {
  const scope = { path: basePath, httpOnly: true, sameSite: 'strict', secure: isHttps } as const;
  api.get(
    '/session',
    forViewers({ summary: 'Who asks', querystring: NothingAsked, response: answering(Session) }),
    (request) => sessionDocument(callerOf(request)),
  );
  api.post(
    '/session',
    forAnybody({
      summary: 'Log-in: leaves a cookie that no script can read',
      security: [],
      body: LogIn,
      response: answering(Session),
    }),
    (request, reply) => {
      const session = door.logIn(request.ip, request.body.token);
      if ('status' in session) {
        sendProblem(reply, session);
        return undefined;
      }
      const { cookie, role, until } = session;
      reply.header('cache-control', 'no-store');
      reply.setCookie(sessionCookie, cookie, { ...scope, expires: new Date(until * 1000) });
      return sessionDocument({ role, by: 'session', until });
    },
  );
  api.delete(
    '/session',
    forAnybody({ summary: 'Log-out', security: [], response: { 204: Nothing, default: toldInProblems } }),
    (request, reply) => {
      door.logOut(request.cookies[sessionCookie] ?? '');
      onLogOut();
      reply.clearCookie(sessionCookie, scope).code(204);
      return null;
    },
  );
}

function sessionDocument({ role, by, until }: Caller): SessionDocument {
  return { role, by, ...(until !== undefined && { until: new Date(until * 1000).toISOString() }) };
}
