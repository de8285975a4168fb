import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { Refusal } from './refusal.ts';
import type { CycleEventDocument, FreshnessDocument } from './schema.ts';

/** More than anybody has screens; each costs a connection. */
const mostWatchers = 1000;

/** How much may wait for one who does not read: then the connection is as good as gone. */
const mostWaiting = 256 * 1024;

/** Shorter than proxies wait for a sign of life, and than our own server does. */
const pulseEveryMs = 10_000;

/** How long a browser waits before it comes back. */
const comeBackAfterMs = 3000;

/** Tells who watches of each cycle, by server-sent events: an event is made once, and written to each. */
export class Watchers {
  readonly #freshness: () => FreshnessDocument;
  /** Who watches, and whether they may still. */
  readonly #watching = new Map<ServerResponse, () => boolean>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(freshness: () => FreshnessDocument) {
    this.#freshness = freshness;
  }

  /** How many watch. */
  get count(): number {
    return this.#watching.size;
  }

  /**
   * Lets one watch, who hears at once how fresh everything is, and as long as `mayWatch` says so. Throws `Refusal` where too
   * many do.
   */
  add(reply: FastifyReply, mayWatch: () => boolean): void {
    if (this.#watching.size >= mostWatchers) {
      throw new Refusal('busy', `${mostWatchers} watch already; close some, or ask for the state now and then`);
    }
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // nginx would hold events back.
      'x-accel-buffering': 'no',
    });
    response.on('close', () => this.#leave(response));
    this.#watching.set(response, mayWatch);
    this.#timer ??= setInterval(() => this.#write(this.#pulse()), pulseEveryMs);
    response.write(`retry: ${comeBackAfterMs}\n\n${this.#pulse()}`);
  }

  /** Tells all of a cycle. */
  tell(event: CycleEventDocument): void {
    this.#write(eventText('cycle', event));
  }

  /** Ends the connections of those who may not watch any more. */
  endStrangers(): void {
    for (const [response, mayWatch] of this.#watching) {
      if (mayWatch()) continue;
      this.#leave(response);
      response.end();
    }
  }

  /** Ends all connections. */
  close(): void {
    for (const response of this.#watching.keys()) response.end();
    this.#rest();
  }

  #pulse(): string {
    return eventText('pulse', this.#freshness());
  }

  #write(text: string): void {
    this.endStrangers();
    for (const response of this.#watching.keys()) {
      if (response.writableLength > mostWaiting) response.destroy();
      else response.write(text);
    }
  }

  #leave(response: ServerResponse): void {
    this.#watching.delete(response);
    if (this.#watching.size === 0) this.#rest();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function eventText(event: string, document: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(document)}\n\n`;
}
