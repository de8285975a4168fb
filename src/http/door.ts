import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../domain/loopback.ts';
import type { Instant } from '../domain/instant.ts';
import type { Log } from '../ports.ts';
import type { Problem } from './problem.ts';
import { Sessions } from './sessions.ts';
import type { Session } from './sessions.ts';
import { Token, bearerToken } from './tokens.ts';
import type { Role, TokenTexts } from './tokens.ts';
import { WrongTokens } from './wrong-tokens.ts';

/** Who calls. */
export interface Caller {
  readonly role: Role;
  /** How that is known: where no tokens are configured this machine is trusted; else by a token, or by a log-in. */
  readonly by: 'loopback' | 'token' | 'session';
  /** When the log-in ends. */
  readonly until?: Instant;
}

/** Who is let in. */
export interface DoorOptions {
  readonly host: string;
  /** Where others reach the server, where that is known. */
  readonly publicUrl?: string;
  readonly tokens: TokenTexts;
  readonly now: () => Instant;
  readonly log: Log;
}

/** The name of the cookie that a log-in leaves. */
export const sessionCookie = 'linchpin-session';

/** Says who calls, or why nobody is let in. */
export class Door {
  /** Whether callers have to show a token; else this machine is let in, or nobody. */
  readonly asksForTokens: boolean;
  readonly #isElsewhere: boolean;
  readonly #tokens: readonly (readonly [Role, Token])[];
  readonly #sessions: Sessions;
  readonly #wrong: WrongTokens;

  constructor({ host, publicUrl, tokens, now, log }: DoorOptions) {
    const given = Object.entries(tokens) as readonly (readonly [Role, string])[];
    this.asksForTokens = given.length > 0;
    this.#isElsewhere = !isLoopback(host) || !isLocalUrl(publicUrl);
    this.#tokens = given.map(([role, text]) => [role, new Token(text)]);
    this.#sessions = new Sessions(tokens, now);
    this.#wrong = new WrongTokens('a token was refused over HTTP: it is wrong, or an old one', { log, now });
  }

  /** Who calls; or why that is nobody who is let in. */
  callerOf(request: FastifyRequest): Caller | Problem {
    if (!this.asksForTokens) return this.#localCaller(request);
    const token = bearerToken(request.headers.authorization);
    if (token !== undefined) {
      const role = this.#roleOf(request.ip, token);
      return typeof role === 'string' ? { role, by: 'token' } : role;
    }
    const cookie = request.cookies[sessionCookie];
    const session = cookie === undefined ? undefined : this.#sessions.read(cookie);
    return session === undefined ? nobody : { ...session, by: 'session' };
  }

  /** Whether who was let in with a request would still be: a log-in ends, and what else lets in lasts as long as we do. */
  stillKnows({ caller, cookies }: Pick<FastifyRequest, 'caller' | 'cookies'>): boolean {
    return caller?.by !== 'session' || this.#sessions.read(cookies[sessionCookie] ?? '') !== undefined;
  }

  /** Opens a session for who shows a token; gives the text of its cookie with it. */
  logIn(from: string, token: string): (Session & { readonly cookie: string }) | Problem {
    if (!this.asksForTokens) return nothingToLogInWith;
    const role = this.#roleOf(from, token);
    return typeof role === 'string' ? this.#sessions.open(role) : role;
  }

  /** Ends the session of a cookie, if it is one. */
  logOut(cookie: string): void {
    this.#sessions.end(cookie);
  }

  #roleOf(from: string, token: string): Role | Problem {
    if (this.#wrong.isGuessing(from)) return tooMany;
    // All are compared, so that the time says nothing of which one was right.
    const roles = this.#tokens.filter(([, known]) => known.is(token)).map(([role]) => role);
    const [role] = roles;
    if (role !== undefined) return role;
    return this.#wrong.note(from, token) ? tooMany : wrongToken;
  }

  /** Without tokens only what comes from this machine itself counts: no page under another name, nothing by way of a proxy. */
  #localCaller({ headers, ip, raw }: FastifyRequest): Caller | Problem {
    if (this.#isElsewhere) return closed;
    const isOwn = isLoopback(ip) && isLoopback(hostOf(headers.host ?? ''));
    const isPassedOn = raw.httpVersion === passingVersion || passedOn.some((name) => headers[name] !== undefined);
    const isFromOwnPage = [headers.origin, headers.referer].every(isLocalUrl);
    return isOwn && !isPassedOn && isFromOwnPage ? { role: 'operate', by: 'loopback' } : closed;
  }
}

const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/** What nginx speaks to what is behind it where nothing else is configured (its `proxy_http_version`); browsers never do. */
const passingVersion = '1.0';

const nobody: Problem = {
  status: 401,
  detail: 'a token is needed: log in on the page, or send "Authorization: Bearer TOKEN" with one of http.tokens',
};
const wrongToken: Problem = {
  status: 401,
  detail: 'the token is wrong; expected one of http.tokens of the configuration as it was when Linchpin started',
};
const tooMany: Problem = {
  status: 429,
  detail: 'too many wrong tokens came from this address; try again in a minute',
  retryAfter: 60,
};
const closed: Problem = {
  status: 403,
  detail:
    'no http.tokens are configured, so nobody but this machine itself is served, at its own name and by no proxy; set http.tokens, and restart Linchpin',
};
const nothingToLogInWith: Problem = { status: 409, detail: 'no http.tokens are configured, so there is no log-in' };

function isLocalUrl(url: string | undefined): boolean {
  return url === undefined || (URL.canParse(url) && isLoopback(new URL(url).hostname));
}

function hostOf(header: string): string {
  return header.replace(/:\d+$/u, '').toLowerCase();
}
