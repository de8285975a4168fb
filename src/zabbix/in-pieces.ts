import type { OnProgress } from '../domain/progress.ts';
import { TooMuchAskedError } from './errors.ts';

/**
 * How many things one request may ask for. It learns: it shrinks when Zabbix gives up on a request, and doubles again
 * with each reading that went well, up to what it began with.
 */
export class Portion {
  readonly #largest: number;
  #size: number;

  constructor(largest: number) {
    this.#largest = largest;
    this.#size = largest;
  }

  get size(): number {
    return this.#size;
  }

  shrinkTo(size: number): void {
    this.#size = Math.max(1, Math.min(this.#size, size));
  }

  grow(): void {
    this.#size = Math.min(this.#largest, this.#size * 2);
  }
}

/** Parts all into pieces of a size, the last one shorter. */
export function* piecesOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/**
 * Asks for all in pieces of the portion, at once as far as the client lets them, and halves a piece that was too much.
 * A single one that is too much rejects.
 */
export async function inPieces<T, R>(
  all: readonly T[],
  portion: Portion,
  ask: (piece: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const size = portion.size;
  const answers = await Promise.all(Array.from(piecesOf(all, size), (piece) => askOrHalve(piece, portion, ask)));
  if (portion.size === size) {
    portion.grow();
  }
  return answers.flat();
}

/** Asks likewise, and tells how many of all were answered for, the beginning included. */
export function counted<T, R>(
  ask: (piece: readonly T[]) => Promise<readonly R[]>,
  step: { readonly what: string; readonly of: number; readonly unit: string },
  onProgress: OnProgress | undefined,
): (piece: readonly T[]) => Promise<readonly R[]> {
  let done = 0;
  let isOver = false;
  if (step.of > 0) onProgress?.({ ...step, done });
  return async (piece) => {
    try {
      const answer = await ask(piece);
      done += piece.length;
      if (!isOver) onProgress?.({ ...step, done });
      return answer;
    } catch (error) {
      // What is answered after the work has failed is no progress of it: who looks was told that it is over.
      isOver ||= !(error instanceof TooMuchAskedError) || piece.length === 1;
      throw error;
    }
  };
}

async function askOrHalve<T, R>(
  piece: readonly T[],
  portion: Portion,
  ask: (piece: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  try {
    return await ask(piece);
  } catch (error) {
    if (!(error instanceof TooMuchAskedError) || piece.length === 1) {
      throw error;
    }
    const half = Math.ceil(piece.length / 2);
    portion.shrinkTo(half);
    const halves = await Promise.all([
      askOrHalve(piece.slice(0, half), portion, ask),
      askOrHalve(piece.slice(half), portion, ask),
    ]);
    return halves.flat();
  }
}
