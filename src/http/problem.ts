import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '../domain/errors/catalogue.ts';

/** Why a request was not answered as asked; the detail says what was found, what was expected and what to do. */
export interface Problem {
  readonly status: number;
  /** What kind of problem it is, as a URI; left out: the status says it. */
  readonly type?: string;
  /** The same for people. */
  readonly title?: string;
  readonly detail: string;
  /** By which `linchpin help` says more. */
  readonly code?: ErrorCode;
  /** After how many seconds it is worth trying again. */
  readonly retryAfter?: number;
  /** The parts of the question that are wrong. */
  readonly errors?: readonly { readonly where: string; readonly message: string }[];
}

/** Answers with a problem in the form of RFC 9457. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const {
    status,
    detail,
    code,
    retryAfter,
    errors,
    type = 'about:blank',
    title = STATUS_CODES[status] ?? 'Error',
  } = problem;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type, title, status, detail, ...(code && { code }), ...(errors && { errors }) });
}
