import { expect, test } from 'vitest';
import { podNamer } from '../../src/import/fitted.ts';
import { callDrift } from '../../src/import/traces/drift.ts';
import { mergedTraces, Sightings } from '../../src/import/traces/traced.ts';
import type { Traced } from '../../src/import/traces/traced.ts';
import { declareModel } from '../../src/model/read-model.ts';
import { document, fixture, imported, ImportSite } from './importing.ts';

function callsIn(name: string): readonly string[] {
  return imported([fixture(name)])[0]!.traced!.calls.map(
    ({ caller, callee, count }) => `${caller} → ${callee} ${count}`,
  );
}

test.each([
  ['jaeger-dependencies.json', ['api → db 900', 'api → mailer 3', 'web → api 4000']],
  ['jaeger-traces.json', ['api → db 1', 'web → api 1']],
  ['otlp.jsonl', ['api → db-0.db 1', 'web → api 1']],
  ['otlp-service-graph.json', ['api → db 12', 'web → api 4000']],
])('%s tells who calls whom', (name, expected) => {
  expect(callsIn(name)).toEqual(expected);
});

test('who sends a message needs no receiver: it is told, and no call', () => {
  expect(imported([fixture('jaeger-traces.json')])[0]!.unmapped).toMatchObject([{ what: 'messages api → mailer (1)' }]);
});

test('a step in one file may be within a step of another one', () => {
  const [first, second] = fixture('otlp.jsonl').text.split('\n');
  const read = imported([document(second!, 'b.json'), document(first!, 'a.json')])[0]!;
  expect(read.traced!.calls.map(({ caller }) => caller)).toEqual(['api', 'web']);
});

const model = `system: { id: shop }
subsystems: { a: { pods: [web, api, db, cron] } }
pods:
  web: { kind: all, replicas: 1, calls: [api, db] }
  api: { kind: all, replicas: 1, calls: [db] }
  db: { kind: all, replicas: 1 }
  cron: { kind: all, replicas: 1, calls: [db] }
`;
const day = 86_400;

function seen(at: number, ...calls: readonly (readonly [string, string])[]): Traced {
  const sightings = new Sightings();
  for (const [caller, callee] of calls) {
    sightings.service(caller, { first: at, last: at });
    sightings.call({ caller, callee, count: 10, first: at, last: at });
  }
  return sightings.traced(true);
}

function drift(...traces: readonly Traced[]) {
  const { declarations } = declareModel([{ path: 'm.yaml', text: model }]);
  const traced = traces.reduce((before, now) => mergedTraces(before, now));
  return callDrift(declarations!, traced, { nameOf: podNamer(declarations, {}), unseenFor: 30 * day });
}

test('a call that was not seen while its caller was traced is drift, with its age', () => {
  const { unseen } = drift(seen(0, ['web', 'db'], ['web', 'api']), seen(40 * day, ['web', 'api']));
  expect(unseen).toEqual([{ caller: 'web', callee: 'db', last: 0, for: 40 * day }]);
});

test('a call that was never seen is drift once its caller was traced for so long', () => {
  const first = seen(0, ['web', 'api'], ['api', 'db']);
  expect(drift(first)).toMatchObject({ unseen: [], awaited: 1 });
  expect(drift(first, seen(31 * day, ['web', 'api'])).unseen).toEqual([{ caller: 'web', callee: 'db', for: 31 * day }]);
});

test('of a pod that is not traced nothing is said', () => {
  const { unseen, untraced } = drift(seen(0, ['web', 'db']), seen(90 * day, ['web', 'db']));
  expect([unseen, untraced]).toEqual([[], ['api', 'cron']]);
});

test('a call that the model lacks is told with how often it was seen', () => {
  expect(drift(seen(0, ['api', 'web']), seen(day, ['api', 'web'])).unmodelled).toEqual([
    { caller: 'api', callee: 'web', count: 20, first: 0, last: day },
  ]);
});

test('what tells of the same time again counts once', () => {
  const [read] = imported([fixture('jaeger-traces.json')]);
  expect(mergedTraces(read!.traced, read!.traced!)).toEqual(read!.traced);
});

test('traced calls come into the model with how often they were seen; services that are no pods do not', () => {
  const site = new ImportSite(model);
  site.import(document('[{"parent":"Web","child":"cron","callCount":4000},{"parent":"odd","child":"db"}]', 'd.json'));
  expect(site.text('model-0.yaml')).toContain(
    '  # calls, cron: seen 4000 times, last on 2027-01-15\n  web: { kind: all, replicas: 1, calls: [api, db, cron] }\n',
  );
  expect(site.model.pods).toHaveLength(4);
});

test('an answer that tells of no call founds no system', () => {
  const [read] = imported([document('{"data":[]}', 'dependencies.json')]);
  expect(read).toMatchObject({ pods: [], subsystems: [] });
  expect(read!.system).toBeUndefined();
});
