import { LanguageQuestion, NothingAsked, SilenceName, SilenceWish, WhatIfQuestion } from './asked/schema.ts';
import { languageAsked } from './language.ts';
import { answering, forOperators, forViewers, show } from './routing.ts';
import type { Showing, TypedRoutes } from './routing.ts';
import { Silences, WhatIf } from './schema.ts';

/** As many names as may be asked about at once, with room to spare. */
const largestQuestion = 256 * 1024;

/** Adds what has a body: questions to the twin, which change nothing, and what operators declare. */
export function addChanges(api: TypedRoutes, showing: Showing): void {
  const { answers } = showing;
  api.post(
    '/what-if',
    {
      ...forViewers({
        summary: 'What would be if nodes failed; changes nothing',
        querystring: LanguageQuestion,
        body: WhatIfQuestion,
        response: answering(WhatIf),
      }),
      bodyLimit: largestQuestion,
    },
    (request) => answers.in(languageAsked(request, answers.language)).whatIf(request.body),
  );
  api.get(
    '/silences',
    forViewers({ summary: 'What is silenced', querystring: NothingAsked, response: answering(Silences) }),
    (request, reply) => show(showing, { request, reply, isOfNow: false }, (told) => told.silences()),
  );
  api.post(
    '/silences',
    {
      ...forOperators({
        summary: 'Declares nodes planned for a time',
        body: SilenceWish,
        response: answering(Silences),
      }),
      bodyLimit: largestQuestion,
    },
    ({ body }) => answers.silence(body),
  );
  api.delete(
    '/silences/:id',
    forOperators({ summary: 'Takes a silence back', params: SilenceName, response: answering(Silences) }),
    ({ params }) => answers.endSilence(params.id),
  );
}
