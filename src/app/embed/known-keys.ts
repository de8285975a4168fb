import { timingSafeEqual } from 'node:crypto';
import type { Duration, Instant } from '../../domain/instant.ts';
import type { NodeId } from '../../domain/node.ts';
import { WorldError } from '../../ports.ts';
import type { Clock, EmbedKey } from '../../ports.ts';
import { digestOf, isKeyLike } from './key-digest.ts';

/** A key that was revoked shows nothing any more after so long. */
const readEvery: Duration = 3;

/** What the keys are read with. */
export interface KeyParts {
  readonly clock: Clock;
  /** Rejects with `WorldError`. */
  readonly read: () => Promise<readonly EmbedKey[]>;
}

/** The keys in force, read from the store every few seconds while somebody asks. */
export class KnownKeys {
  readonly #parts: KeyParts;
  #keys: readonly EmbedKey[] | undefined;
  #readAt: Instant = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(parts: KeyParts) {
    this.#parts = parts;
  }

  /** The system that a key shows; rejects with `WorldError` where the keys were never read. */
  async systemOf(key: string): Promise<NodeId | undefined> {
    if (!isKeyLike(key)) return undefined;
    const now = this.#parts.clock.now();
    if (Math.abs(now - this.#readAt) >= readEvery) await (this.#reading ??= this.#read(now));
    const digest = Buffer.from(digestOf(key));
    // All are compared, so that the time says nothing of them.
    const [found] = (this.#keys ?? []).filter((known) => isSame(Buffer.from(known.digest), digest));
    return found === undefined || (found.endsAt !== undefined && found.endsAt <= now) ? undefined : found.system;
  }

  async #read(now: Instant): Promise<void> {
    try {
      this.#keys = await this.#parts.read();
      this.#readAt = now;
    } catch (error) {
      // While the store does not answer, dashboards must not go dark; who revoked one elsewhere meanwhile is heard after.
      if (!(error instanceof WorldError) || this.#keys === undefined) throw error;
    } finally {
      this.#reading = undefined;
    }
  }
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
