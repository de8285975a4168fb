import type { Answers } from './answers.ts';
import { LanguageQuestion, NothingAsked } from './asked/schema.ts';
import { languageAsked } from './language.ts';
import {
  PreviewQuestion,
  Recovery,
  RecoveryAction,
  RecoveryAnswer,
  RecoveryPreview,
  StopWish,
} from './recovery/schema.ts';
import { answering, forOperators, forViewers } from './routing.ts';
import type { TypedRoutes } from './routing.ts';

/** Adds what recovery plans and does, and what people say to it. */
export function addRecovery(api: TypedRoutes, answers: Answers): void {
  api.get(
    '/recovery',
    forViewers({
      summary: 'What recovery plans, asks for, does and did of late',
      querystring: LanguageQuestion,
      response: answering(Recovery),
    }),
    (request) => answers.in(languageAsked(request, answers.language)).recovery(),
  );
  api.get(
    '/recovery/preview',
    forViewers({
      summary: 'What would be done next about an incident, exactly; changes nothing',
      querystring: PreviewQuestion,
      response: answering(RecoveryPreview),
    }),
    ({ query }) => answers.recoveryPreview(query.incident),
  );
  api.post(
    '/recovery/answers',
    forOperators({
      summary: 'Approves or rejects an action that waits for a person',
      body: RecoveryAnswer,
      response: answering(RecoveryAction),
    }),
    ({ body }) => answers.answerRecovery(body),
  );
  api.post(
    '/recovery/stop',
    forOperators({
      summary: 'Stops recovery: no action is begun from now on',
      body: StopWish,
      response: answering(Recovery),
    }),
    ({ body }) => answers.stopRecovery(body),
  );
  api.delete(
    '/recovery/stop',
    forOperators({
      summary: 'Ends the stop; what the macro in Zabbix stops stays stopped',
      querystring: NothingAsked,
      response: answering(Recovery),
    }),
    () => answers.endRecoveryStop(),
  );
}
