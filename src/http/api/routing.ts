import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Answers } from './answers.ts';
import { languageAsked } from './language.ts';
import { rendered, sendRendering } from './renderings.ts';
import type { Renderings } from './renderings.ts';
import { Problem } from './schema.ts';

/** A server whose routes are typed by their schemas. */
export type TypedRoutes = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What routes that show something need. */
export interface Showing {
  readonly answers: Answers;
  readonly renderings: Renderings;
}

/** A question as it came. */
export interface Asking {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The answer is the same for all who ask in one edition. */
  readonly isOfNow: boolean;
}

/** How a route tells what went wrong (RFC 9457). */
export const toldInProblems = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: Problem } },
} as const;

/** What a route answers, and that it may be a problem. */
export function answering<Document>(document: Document): {
  readonly 200: Document;
  readonly default: typeof toldInProblems;
} {
  return { 200: document, default: toldInProblems };
}

/** A route for anybody. */
export function forAnybody<Schema>(schema: Schema): {
  readonly schema: Schema;
  readonly config: { readonly access: 'public' };
} {
  return { schema, config: { access: 'public' } };
}

/** A route for who may view. */
export function forViewers<Schema>(schema: Schema): {
  readonly schema: Schema;
  readonly config: { readonly access: 'view' };
} {
  return { schema, config: { access: 'view' } };
}

/** A route for who may operate. */
export function forOperators<Schema>(schema: Schema): {
  readonly schema: Schema;
  readonly config: { readonly access: 'operate' };
} {
  return { schema, config: { access: 'operate' } };
}

/** Shows a document in the language asked for; one about now is made once an edition, however many ask. */
export async function show(
  { answers, renderings }: Showing,
  { request, reply, isOfNow }: Asking,
  make: (answers: Answers) => Promise<unknown>,
): Promise<void> {
  const language = languageAsked(request, answers.language);
  const told = (): Promise<unknown> => make(answers.in(language));
  const question = `${request.routeOptions.url ?? ''} ${language} ${JSON.stringify(request.query)}`;
  const rendering = isOfNow ? await renderings.of(answers.edition, question, told) : rendered(await told());
  reply.header('content-language', language);
  await sendRendering(rendering, request, reply);
}
