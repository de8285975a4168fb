import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const packed = promisify(gzip);

/** A document as it goes over the wire. */
interface Rendering {
  readonly tag: string;
  readonly text: string;
  /** Made when somebody first takes it so. */
  packed?: Promise<Buffer>;
}

/** What is smaller is sent as fast as it is. */
const worthPacking = 1400;

/** Of questions with their details there is no end. */
const mostKept = 200;

/** Keeps answers about now as they go over the wire, so that however many ask, each is made once an edition. */
export class Renderings {
  #edition = '';
  #kept = new Map<string, Promise<Rendering>>();

  /** The answer that was made in this edition, or a new one; one that failed is not kept. */
  of(edition: string, question: string, make: () => Promise<unknown>): Promise<Rendering> {
    if (edition !== this.#edition) {
      this.#edition = edition;
      this.#kept = new Map();
    }
    const kept = this.#kept;
    const known = kept.get(question);
    if (known !== undefined) return known;
    const made = make().then(rendered);
    if (kept.size < mostKept) kept.set(question, made);
    made.catch(() => kept.delete(question));
    return made;
  }
}

/** A document as it goes over the wire. */
export function rendered(document: unknown): Rendering {
  const text = JSON.stringify(document);
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  // Packed or not, it means the same: a weak tag.
  return { tag: `W/"${digest}"`, text };
}

/** Sends a document, or says that who asks has it already; packed for who takes it so. */
export async function sendRendering(rendering: Rendering, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  // It may be kept, and must be asked about before it is used again.
  reply
    .header('etag', rendering.tag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'accept-encoding, accept-language');
  if (holds(request.headers['if-none-match'], rendering.tag)) {
    await reply.code(304).send();
    return;
  }
  reply.type('application/json; charset=utf-8');
  if (rendering.text.length < worthPacking || !takesPacked(request.headers['accept-encoding'])) {
    await reply.send(rendering.text);
    return;
  }
  const body = await (rendering.packed ??= packed(rendering.text));
  await reply.header('content-encoding', 'gzip').send(body);
}

function holds(header: string | undefined, tag: string): boolean {
  return header !== undefined && header.split(',').some((held) => held.trim() === tag || held.trim() === '*');
}

function takesPacked(header: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/iu.test(String(header ?? ''));
}
