import type { FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sendProblem } from '../problem.ts';
import type { Answers } from './answers.ts';
import { describeRoutes } from './open-api.ts';
import { problemIn, Refusal } from './refusal.ts';
import { rendered, Renderings, sendRendering } from './renderings.ts';
import { addChanges } from './routes-change.ts';
import { addHistory } from './routes-history.ts';
import { addEvents, addPresent } from './routes-present.ts';
import { addRecovery } from './routes-recovery.ts';
import { addSession } from './routes-session.ts';
import type { SessionParts } from './routes-session.ts';
import type { TypedRoutes } from './routing.ts';
import type { Watchers } from './watchers.ts';

/** Who answers what the API is asked, and who tells of cycles. */
export interface Api {
  readonly answers: Answers;
  readonly watchers: Watchers;
}

/** Adds `api/v1/…` (docs/http-api.md), described at `api/v1/openapi.json`; without who answers, log-in alone. */
export function addApi(routes: FastifyInstance, session: SessionParts, board?: Api): void {
  routes.register(
    async (api) => {
      api.setValidatorCompiler(validatorCompiler);
      // The types say that answers are what the schemas describe, and tests hold them against these: checking each
      // once more would cost more than making it.
      api.setSerializerCompiler(() => (document) => JSON.stringify(document));
      answerInProblems(api);
      await describeRoutes(api);
      const typed = api.withTypeProvider<ZodTypeProvider>();
      addSession(typed, session);
      if (board !== undefined) addBoard(typed, board);
      api.get('/openapi.json', { config: { access: 'view' }, schema: { hide: true } }, (request, reply) =>
        sendRendering(rendered(api.swagger()), request, reply),
      );
    },
    { prefix: '/api/v1' },
  );
}

function addBoard(api: TypedRoutes, { answers, watchers }: Api): void {
  const serving = { answers, renderings: new Renderings() };
  addPresent(api, serving);
  addEvents(api, watchers);
  addHistory(api, serving);
  addChanges(api, serving);
  addRecovery(api, answers);
  api.addHook('onClose', () => watchers.close());
}

/** Our own faults are for the handler of the server, which tells the log. */
function answerInProblems(api: FastifyInstance): void {
  api.setErrorHandler<Error & { readonly validation?: readonly Wrong[] }>((error, _, reply) => {
    const problem = problemIn(error.validation === undefined ? error : notUnderstood(error.validation));
    if (problem === undefined) throw error;
    return sendProblem(reply, problem);
  });
}

/** What Fastify says of a part of a question. */
interface Wrong {
  readonly instancePath: string;
  readonly message?: string;
}

function notUnderstood(wrong: readonly Wrong[]): Refusal {
  const mistakes = wrong.map(({ instancePath, message = 'is wrong' }) => ({
    where: instancePath.slice(1).replaceAll('/', '.'),
    message,
  }));
  const [first] = mistakes;
  const place = first === undefined || first.where === '' ? 'the question' : `\`${first.where}\``;
  return new Refusal('wrong-question', `${place}: ${first?.message ?? 'is wrong'}`, mistakes);
}
