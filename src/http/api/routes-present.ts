import {
  AtQuestion,
  CounterQuestion,
  FunctionsQuestion,
  IncidentQuestion,
  IncidentsQuestion,
  NodeQuestion,
  NodesQuestion,
  NothingAsked,
  PodQuestion,
  SinglePointsQuestion,
  StateQuestion,
} from './asked/schema.ts';
import { Explanation } from './explained/schema.ts';
import { answering, forViewers, show } from './routing.ts';
import type { Showing, TypedRoutes } from './routing.ts';
import {
  Counter,
  CycleEvent,
  FoundNodes,
  Functions,
  Incidents,
  IncidentStory,
  Model,
  PodView,
  SinglePoints,
  State,
} from './schema.ts';
import type { Watchers } from './watchers.ts';

/** Adds what is, and why; most of it of a time in the past too. */
export function addPresent(api: TypedRoutes, showing: Showing): void {
  api.get(
    '/state',
    forViewers({
      summary: 'The state of everything: a result',
      querystring: StateQuestion,
      response: answering(State),
    }),
    (request, reply) => {
      const { query } = request;
      return show(showing, { request, reply, isOfNow: query.at === undefined }, (answers) => answers.state(query));
    },
  );
  api.get(
    '/functions',
    forViewers({ summary: 'What users can do', querystring: FunctionsQuestion, response: answering(Functions) }),
    (request, reply) => {
      const { query } = request;
      return show(showing, { request, reply, isOfNow: query.at === undefined }, (answers) => answers.functions(query));
    },
  );
  api.get(
    '/incidents',
    forViewers({ summary: 'Incidents by rank', querystring: IncidentsQuestion, response: answering(Incidents) }),
    (request, reply) => {
      const { query } = request;
      const isOfNow = query.at === undefined && query.state === 'open';
      return show(showing, { request, reply, isOfNow }, (answers) => answers.incidents(query));
    },
  );
  api.get(
    '/incident',
    forViewers({
      summary: 'An incident, and all that became of it',
      querystring: IncidentQuestion,
      response: answering(IncidentStory),
    }),
    (request, reply) => show(showing, { request, reply, isOfNow: false }, (answers) => answers.incident(request.query)),
  );
  addNodes(api, showing);
}

function addNodes(api: TypedRoutes, showing: Showing): void {
  api.get(
    '/model',
    forViewers({ summary: 'What exists', querystring: AtQuestion, response: answering(Model) }),
    (request, reply) => {
      const { query } = request;
      return show(showing, { request, reply, isOfNow: query.at === undefined }, (answers) => answers.model(query));
    },
  );
  api.get(
    '/nodes',
    forViewers({
      summary: 'Nodes by a part of id or name',
      querystring: NodesQuestion,
      response: answering(FoundNodes),
    }),
    (request, reply) => show(showing, { request, reply, isOfNow: true }, (answers) => answers.nodes(request.query)),
  );
  api.get(
    '/pod',
    forViewers({ summary: 'A pod from the inside', querystring: PodQuestion, response: answering(PodView) }),
    (request, reply) => {
      const { query } = request;
      return show(showing, { request, reply, isOfNow: query.at === undefined }, (answers) => answers.pod(query));
    },
  );
  api.get(
    '/explanation',
    forViewers({ summary: 'Why a node is in its state', querystring: NodeQuestion, response: answering(Explanation) }),
    (request, reply) => {
      const { query } = request;
      return show(showing, { request, reply, isOfNow: query.at === undefined }, (answers) =>
        answers.explanation(query),
      );
    },
  );
  api.get(
    '/counter',
    forViewers({
      summary: 'A counter of trouble beside its allowance',
      querystring: CounterQuestion,
      response: answering(Counter),
    }),
    (request, reply) => show(showing, { request, reply, isOfNow: true }, (answers) => answers.counter(request.query)),
  );
  api.get(
    '/single-points',
    forViewers({
      summary: 'What must not be lost alone',
      querystring: SinglePointsQuestion,
      response: answering(SinglePoints),
    }),
    (request, reply) =>
      show(showing, { request, reply, isOfNow: true }, (answers) => answers.singlePoints(request.query)),
  );
}

/** Adds `events`: what changed, after each cycle. */
export function addEvents(api: TypedRoutes, watchers: Watchers): void {
  api.get(
    '/events',
    {
      ...forViewers({
        summary: 'Server-sent events: `cycle` after each cycle, `pulse` (the freshness) in between',
        produces: ['text/event-stream'],
        querystring: NothingAsked,
        response: answering(CycleEvent),
      }),
      // There is no end to what it would tell the head of.
      exposeHeadRoute: false,
    },
    (request, reply) => watchers.add(reply, () => request.isLetInStill()),
  );
}
