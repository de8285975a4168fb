import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { Log } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { WrongTokens } from './wrong-tokens.ts';

/** The views for pages of others. */
export const embedViews = ['incidents', 'functions', 'map', 'incident'] as const;

/** How a view is to look, as its address says; the key is part of the address of each. */
export interface EmbedLook {
  readonly key: string;
  /** Left out, or none that is known: as configured. */
  readonly language?: string;
  /** Left out: as the browser wants it. */
  readonly theme?: 'light' | 'dark';
}

/** A view that is asked for, of the system of its key. */
export interface EmbedAsked {
  readonly view: (typeof embedViews)[number];
  readonly system: NodeId;
  /** Of the incident that is looked at. */
  readonly id?: string;
  readonly look: EmbedLook;
}

/** A page without scripts. */
export interface EmbedPage {
  readonly status: number;
  readonly html: string;
  /** Of the only style that it may have, as a policy says it: `sha256-…`. */
  readonly styleHash: string;
  /** After how many seconds it is to be asked for anew. */
  readonly renewAfter: Duration;
}

/** Why there is no view. */
export type EmbedRefusal = 'no-key' | 'wrong-key' | 'too-many' | 'gone' | 'not-yet' | 'unreachable' | 'fault';

/** What is shown in pages of others. */
export interface Embed {
  /** The system that a key shows; rejects with `WorldError` where that can't be said. */
  systemOf(key: string): Promise<NodeId | undefined>;
  show(asked: EmbedAsked): Promise<EmbedPage>;
  /** A page that says in words why there is no view, and what to do. */
  refuse(why: EmbedRefusal, look: Omit<EmbedLook, 'key'>): EmbedPage;
}

/** Who may hold views in a frame, and where is told of wrong keys. */
export interface EmbedDoor {
  readonly frameAncestors: readonly string[];
  readonly log: Log;
  readonly now: () => Instant;
}

/**
 * Adds `embed/…`: views of one system for dashboards of others, each by a key in its address, since a sandboxed frame
 * sends neither cookies nor headers. The address is told to nobody: no log of ours names it, and no referrer.
 */
export function addEmbed(routes: FastifyInstance, embed: Embed, door: EmbedDoor): void {
  // Who has the right one is never shut out by those who have not: all who come by one proxy have one address.
  const wrong = new WrongTokens('a key of a view for dashboards was refused: it is wrong, or an old one', door);
  const system = async (request: FastifyRequest, look: EmbedLook): Promise<NodeId | EmbedPage> => {
    const { key } = look;
    if (key === '') return embed.refuse('no-key', look);
    const found = await embed.systemOf(key);
    if (found !== undefined) return found;
    wrong.note(request.ip, key);
    return embed.refuse(wrong.isGuessing(request.ip) ? 'too-many' : 'wrong-key', look);
  };
  routes.register((views, _, done) => {
    views.setErrorHandler<Error>((error, request, reply) => {
      const isWorld = error instanceof WorldError;
      if (!isWorld) door.log.error({ err: error, code: 'E901', route: request.routeOptions.url }, fault);
      return sendPage(reply, embed.refuse(isWorld ? 'unreachable' : 'fault', lookIn(request)), door);
    });
    for (const view of embedViews) {
      views.get(`/embed/${view}`, { config: { access: 'own-key' } }, async (request, reply) => {
        const look = lookIn(request);
        const found = await system(request, look);
        if (typeof found !== 'string') return sendPage(reply, found, door);
        const id = textIn(request, 'id');
        return sendPage(reply, await embed.show({ view, system: found, look, ...(id !== '' && { id }) }), door);
      });
    }
    done();
  });
}

const fault = 'a view for dashboards could not be made: a fault of Linchpin itself';

function sendPage(
  reply: FastifyReply,
  { status, html, styleHash, renewAfter }: EmbedPage,
  door: EmbedDoor,
): FastifyReply {
  const { frameAncestors } = door;
  const policy = [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
  ];
  // It knows no list of who may hold it in a frame, so that it would say "nobody".
  reply.removeHeader('x-frame-options');
  // One origin is shown both alone and in frames, which browsers would complain of.
  reply.removeHeader('origin-agent-cluster');
  if (status === 429) reply.header('retry-after', '60');
  return (
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy.join(';'))
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('referrer-policy', 'no-referrer')
      // In a sandboxed frame browsers follow the header, and not what the page says.
      .header('refresh', String(renewAfter))
      .send(html)
  );
}

function lookIn(request: FastifyRequest): EmbedLook {
  const [key, language, theme] = ['key', 'lang', 'theme'].map((name) => textIn(request, name));
  return {
    key: key ?? '',
    ...(language !== '' && language !== undefined && { language }),
    ...((theme === 'dark' || theme === 'light') && { theme }),
  };
}

/** What the address says more than once says nothing. */
function textIn({ query }: FastifyRequest, name: string): string {
  const value = typeof query === 'object' && query !== null ? (Reflect.get(query, name) as unknown) : undefined;
  return typeof value === 'string' ? value : '';
}
