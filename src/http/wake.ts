import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../ports.ts';
import { HintedEvents } from './hinted-events.ts';

/** More than a connector of Zabbix sends at once as it comes; larger bodies are refused with 413. */
const largestHint = 8 * 1024 * 1024;

/** By which token cycles are woken, and what a hint does. */
export interface WakeDoor {
  readonly token: string;
  /** Whether what happens in a host group is of interest. */
  readonly isRead: (group: string) => boolean;
  /** Takes a hint; must return at once. */
  readonly onHint: () => void;
}

/**
 * Adds `POST api/v1/wake`: with the right token a hint, answered 202 before anything comes of it
 * (a connector of Zabbix takes 200 to 204 for success). A wrong token is 401 and does nothing.
 */
export function addWake(routes: FastifyInstance, { token, isRead, onHint }: WakeDoor, log: Log): void {
  const expected = digest(token);
  const refusals = new Refusals(log);
  const events = new HintedEvents(isRead);
  routes.register((wake, _, done) => {
    // What happened is read from Zabbix: whatever the body is, it is no mistake.
    wake.removeAllContentTypeParsers();
    wake.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
    // Before the body is taken in: who has no token must not make us hold 8 MiB.
    wake.addHook('onRequest', async (request, reply) => {
      const given = /^Bearer +(\S+)$/iu.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (timingSafeEqual(digest(given), expected)) {
        // Nor does it matter what is said of the body; fastify would refuse what is no media type.
        delete request.raw.headers['content-type'];
        return;
      }
      const isTooMany = refusals.note(request.ip);
      reply.header('connection', 'close');
      if (isTooMany) return reply.code(429).header('retry-after', '60').send({ error: 'too many requests' });
      return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'unauthorized' });
    });
    wake.post('/api/v1/wake', { bodyLimit: largestHint }, (request, reply) => {
      if (events.isNew(typeof request.body === 'string' ? request.body : '')) onHint();
      return reply.code(202).send({ accepted: true });
    });
    done();
  });
}

/** Of equal length whatever the token is, so that they can be compared in constant time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const minuteMs = 60_000;
const mostInMinute = 10;

/**
 * Counts wrong tokens. Who has the right one is never shut out by those who have not, or anybody could keep Zabbix from
 * waking Linchpin; so guessing is made hopeless by the length of the token, and this only keeps it from filling the log.
 */
class Refusals {
  readonly #log: Log;
  #sinceMs = -Infinity;
  #count = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Whether there were too many in this minute; the first one of each minute is told. */
  note(from: string): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#sinceMs >= minuteMs) {
      const facts = { from, refusedBefore: this.#count };
      this.#log.warn(
        facts,
        'a wake-up was refused: its token is missing or wrong; run linchpin provision if it is ours',
      );
      this.#sinceMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > mostInMinute;
  }
}
