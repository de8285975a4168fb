import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { Role, TokenTexts } from './tokens.ts';

/** What somebody who has logged in may do, and until when. */
export interface Session {
  readonly role: Role;
  readonly until: Instant;
}

/** A screen on a wall is looked at for weeks; who may operate logs in for a day's work. */
const lasts: Readonly<Record<Role, number>> = { view: 30 * 86_400, operate: 12 * 3600 };

/**
 * Sessions whose cookies say and sign what they are, so that they outlive a restart, hold at every instance that has the
 * same tokens, and end with the token that they were opened with. A log-out is remembered until the session would have
 * ended, as long as this process lives.
 */
export class Sessions {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #now: () => Instant;
  /** What was logged out, and when it may be forgotten. */
  readonly #ended = new Map<string, Instant>();

  constructor(tokens: TokenTexts, now: () => Instant) {
    this.#now = now;
    // Slow on purpose: who steals a cookie must not find a poor token by trying.
    const keyOf = (text: string, role: string): Buffer => scryptSync(text, `linchpin session ${role}`, 32);
    this.#keys = new Map(Object.entries(tokens).map(([role, text]) => [role, keyOf(text, role)]));
  }

  /** Opens a session; gives the cookie's text with it. */
  open(role: Role): Session & { readonly cookie: string } {
    const until = Math.floor(this.#now()) + lasts[role];
    const said = `${role}.${until}.${randomBytes(16).toString('base64url')}`;
    return { role, until, cookie: `${said}.${this.#signature(role, said) ?? ''}` };
  }

  /** The session that a cookie stands for; `undefined` where it is none of ours, or has ended. */
  read(cookie: string): Session | undefined {
    const [, said = '', role = '', time = '', signature = ''] = form.exec(cookie) ?? [];
    const expected = this.#signature(role, said);
    if (expected === undefined || !isEqual(signature, expected)) return undefined;
    const until = Number(time);
    if (until <= this.#now() || this.#ended.has(said)) return undefined;
    return { role: role === 'operate' ? 'operate' : 'view', until };
  }

  /** Ends the session of a cookie, if it is one. */
  end(cookie: string): void {
    const session = this.read(cookie);
    if (session === undefined) return;
    const now = this.#now();
    for (const [said, until] of this.#ended) {
      if (until <= now) this.#ended.delete(said);
    }
    this.#ended.set(cookie.slice(0, cookie.lastIndexOf('.')), session.until);
  }

  #signature(role: string, said: string): string | undefined {
    const key = this.#keys.get(role);
    return key && createHmac('sha256', key).update(said).digest('base64url');
  }
}

const form = /^((view|operate)\.(\d{1,12})\.[\w-]{22})\.([\w-]{43})$/u;

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
