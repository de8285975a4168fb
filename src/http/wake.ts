import type { FastifyInstance } from 'fastify';
import type { Instant } from '../domain/instant.ts';
import type { Log } from '../ports.ts';
import { HintedEvents } from './hinted-events.ts';
import { sendProblem } from './problem.ts';
import { Token, bearerToken } from './tokens.ts';
import { WrongTokens } from './wrong-tokens.ts';

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
export function addWake(
  routes: FastifyInstance,
  { token, isRead, onHint }: WakeDoor,
  parts: { readonly log: Log; readonly now: () => Instant },
): void {
  const expected = new Token(token);
  // Who has the right one is never shut out by those who have not, or anybody could keep Zabbix from waking Linchpin.
  const wrong = new WrongTokens(
    'a wake-up was refused: its token is missing or wrong; run linchpin provision if it is ours',
    parts,
  );
  const events = new HintedEvents(isRead);
  routes.register((wake, _, done) => {
    // What happened is read from Zabbix: whatever the body is, it is no mistake.
    wake.removeAllContentTypeParsers();
    wake.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
    // Before the body is taken in: who has no token must not make us hold 8 MiB.
    wake.addHook('onRequest', async (request, reply) => {
      const given = bearerToken(request.headers.authorization) ?? '';
      if (expected.is(given)) {
        // Nor does it matter what is said of the body; fastify would refuse what is no media type.
        delete request.raw.headers['content-type'];
        return;
      }
      const isTooMany = wrong.note(request.ip, given);
      reply.header('connection', 'close').header('www-authenticate', 'Bearer');
      return sendProblem(reply, isTooMany ? tooMany : unauthorized);
    });
    wake.post('/api/v1/wake', { bodyLimit: largestHint, config: { access: 'own-key' } }, (request, reply) => {
      if (events.isNew(typeof request.body === 'string' ? request.body : '')) onHint();
      return reply.code(202).send({ accepted: true });
    });
    done();
  });
}

const unauthorized = { status: 401, detail: 'the token of `wake` is missing or wrong' };
const tooMany = { status: 429, detail: 'too many wrong tokens came from this address', retryAfter: 60 };
