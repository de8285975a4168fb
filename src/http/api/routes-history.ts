import { HistoryQuestion, TimelineQuestion } from './asked/schema.ts';
import { answering, forViewers, show } from './routing.ts';
import type { Showing, TypedRoutes } from './routing.ts';
import { NodeHistory, Timeline } from './schema.ts';

/** Adds what was. */
export function addHistory(api: TypedRoutes, showing: Showing): void {
  api.get(
    '/timeline',
    forViewers({
      summary: 'Systems, subsystems and incidents over a span',
      querystring: TimelineQuestion,
      response: answering(Timeline),
    }),
    (request, reply) => show(showing, { request, reply, isOfNow: false }, (answers) => answers.timeline(request.query)),
  );
  api.get(
    '/history',
    forViewers({ summary: 'What became of a node', querystring: HistoryQuestion, response: answering(NodeHistory) }),
    (request, reply) => show(showing, { request, reply, isOfNow: false }, (answers) => answers.history(request.query)),
  );
}
