import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Instant } from '../domain/instant.ts';
import type { Log } from '../ports.ts';

const minute = 60;
const mostInMinute = 10;
/** More than an attack from one machine has addresses, once those of one network count as one. */
const mostSources = 10_000;

/** What came from one source within a minute. */
interface Tries {
  readonly since: Instant;
  count: number;
  /** Digests of the tokens tried: a script that goes on with an old one does not guess. */
  readonly different: Set<string>;
}

/** Counts wrong tokens by where they come from, and tells the log of them, once a minute. */
export class WrongTokens {
  readonly #log: Log;
  readonly #message: string;
  readonly #now: () => Instant;
  /** By source, the one that began last at the end. */
  readonly #tries = new Map<string, Tries>();
  #toldAt = -Infinity;
  #untold = 0;

  /** The message is what the log says of a wrong token. */
  constructor(message: string, parts: { readonly log: Log; readonly now: () => Instant }) {
    this.#message = message;
    this.#log = parts.log;
    this.#now = parts.now;
  }

  /** Takes note of a wrong token; says whether there were too many from there within a minute. */
  note(from: string, token: string): boolean {
    const now = this.#now();
    this.#tell(from, now);
    const tries = this.#triesOf(sourceOf(from), now);
    tries.count += 1;
    if (tries.different.size <= mostInMinute) tries.different.add(createHash('sha256').update(token).digest('base64'));
    return tries.count > mostInMinute;
  }

  /** Whether so many different tokens came from there within a minute that somebody must be guessing. */
  isGuessing(from: string): boolean {
    const tries = this.#tries.get(sourceOf(from));
    return tries !== undefined && isRecent(tries, this.#now()) && tries.different.size > mostInMinute;
  }

  #triesOf(source: string, now: Instant): Tries {
    const known = this.#tries.get(source);
    if (known !== undefined && isRecent(known, now)) return known;
    this.#tries.delete(source);
    const tries = { since: now, count: 0, different: new Set<string>() };
    this.#tries.set(source, tries);
    for (const [oldest] of this.#tries) {
      if (this.#tries.size <= mostSources) break;
      this.#tries.delete(oldest);
    }
    return tries;
  }

  #tell(from: string, now: Instant): void {
    if (Math.abs(now - this.#toldAt) < minute) {
      this.#untold += 1;
      return;
    }
    this.#log.warn({ from, refusedBefore: this.#untold }, this.#message);
    this.#toldAt = now;
    this.#untold = 0;
  }
}

/** A clock that was set back must not shut anybody out until it has caught up. */
function isRecent({ since }: Tries, now: Instant): boolean {
  return Math.abs(now - since) < minute;
}

/** Whoever has one address of IPv6 has its whole network of 64 bits. */
function sourceOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = [], tail] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])].slice(0, 4).join(':');
}
