import { WorldError } from '../../ports.ts';
import type { Problem } from '../problem.ts';

/** The kinds of what can go wrong with a question, with the status of each and what it is called (RFC 9457). */
const kinds = {
  'wrong-question': { status: 400, title: 'The question can not be understood' },
  'wrong-cursor': { status: 400, title: 'The cursor is not one of this list' },
  'unknown-node': { status: 404, title: 'There is no such node' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'no-counter': { status: 404, title: 'No rule judges this as a counter' },
  'not-kept': { status: 404, title: 'History does not reach that far' },
  'not-yet': { status: 503, title: 'Nothing was judged yet' },
  busy: { status: 503, title: 'Too much is asked at once' },
  unreachable: { status: 503, title: 'The store or Zabbix does not answer' },
} as const;

/** What can go wrong with a question. */
export type RefusalKind = keyof typeof kinds;

/** A part of a question that is wrong. */
export interface Mistake {
  /** Such as `fail.0`; empty for the whole. */
  readonly where: string;
  readonly message: string;
}

/** Says that a question can't be answered as it was asked: what was found, what was expected, what to do. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly mistakes: readonly Mistake[];

  constructor(kind: RefusalKind, message: string, mistakes: readonly Mistake[] = []) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.mistakes = mistakes;
  }
}

/** How long to wait where asking again may help. */
const retryAfter = 5;

/** What went wrong, for who asked; `undefined` where it is our own fault. */
export function problemIn(error: unknown): Problem | undefined {
  if (error instanceof WorldError) return { ...problemOf(new Refusal('unreachable', error.message)), code: error.code };
  return error instanceof Refusal ? problemOf(error) : undefined;
}

function problemOf({ kind, message, mistakes }: Refusal): Problem {
  const { status, title } = kinds[kind];
  return {
    status,
    title,
    type: `urn:linchpin:problem:${kind}`,
    detail: message,
    ...(status === 503 && { retryAfter }),
    ...(mistakes.length > 0 && { errors: mistakes }),
  };
}
