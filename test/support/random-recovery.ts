import fc from 'fast-check';

import { derive } from '../../src/derive/derive.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { IncidentMemory, NodeMemory } from '../../src/domain/memory.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { actionKinds } from '../../src/domain/recovery-rule.ts';
import type { NoHelp, Recovery, RecoveryStep } from '../../src/domain/recovery-rule.ts';
import { emptyRecoveryMemory } from '../../src/domain/recovery.ts';
import type { ActionId, ActionReport, Approval, RecoveryMemory, RecoverySettings } from '../../src/domain/recovery.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { track } from '../../src/incident/track.ts';
import type { RecoveryInput, RecoveryTurn } from '../../src/recovery/input.ts';
import { recover } from '../../src/recovery/recover.ts';
import { withFailures } from '../../src/twin/what-if.ts';
import { histories, reportsOf } from './random-history.ts';
import type { History } from './random-history.ts';

const noHelp: fc.Arbitrary<NoHelp> = fc.oneof(
  fc.constantFrom({ kind: 'next' } as const, { kind: 'escalate' } as const),
  fc.record({
    kind: fc.constant('again' as const),
    first: fc.constantFrom(60, 300),
    times: fc.integer({ min: 1, max: 3 }),
  }),
);

const step: fc.Arbitrary<RecoveryStep> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'escalate' as const, to: 'us' }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('restart', 'restart', 'drain', ...actionKinds),
      by: fc.constantFrom('a', 'a', 'a', 'a', 'a', 'a', 'a', 'missing'),
      parameters: fc.constant({}),
      revert: fc.constantFrom({}, { after: 60 }),
      add: fc.constant(1),
      quota: fc.constantFrom(3, 9),
      stableFor: fc.constantFrom(1, 300),
    }),
  },
);

const recovery: fc.Arbitrary<Omit<Recovery, 'id'>> = fc
  .record({
    kind: fc.constantFrom(undefined, undefined, undefined, 'container', 'pod', 'server', 'disk'),
    steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    mode: fc.constantFrom(undefined, undefined, undefined, undefined, 'advise', 'approve'),
    heldFor: fc.constantFrom(0, 0, 0, 120),
    atMost: fc.option(fc.record({ count: fc.integer({ min: 1, max: 2 }), per: fc.constant(3600) }), { nil: undefined }),
    reserveAtLeast: fc.constantFrom(undefined, undefined, 1),
    verifyFor: fc.constantFrom(60, 300),
    noHelp,
  })
  .map(({ kind, mode, atMost, reserveAtLeast, ...rest }) => ({
    ...rest,
    for: kind === undefined ? {} : { kind: kind as 'pod' },
    ...(mode !== undefined && { mode: mode }),
    ...(atMost && { atMost }),
    ...(reserveAtLeast !== undefined && { reserveAtLeast }),
  }));

const settings: fc.Arbitrary<RecoverySettings> = fc.record({
  mode: fc.constantFrom('auto', 'auto', 'auto', 'auto', 'approve', 'approve', 'advise'),
  actuators: fc.constant(new Map([['a', {}]])),
  approvalExpires: fc.constant(900),
  limits: fc.record({
    atOnce: fc.integer({ min: 1, max: 3 }),
    perHour: fc.integer({ min: 1, max: 6 }),
    perPod: fc.constantFrom({ count: 1, per: 3600 }, { count: 3, per: 3600 }),
    perServer: fc.constantFrom({ count: 1, per: 3600 }, { count: 3, per: 3600 }),
    extraReplicas: fc.constantFrom(1, 3),
    busyServer: fc.constant(80),
    actionTimeout: fc.constant(60),
  }),
  storm: fc.constantFrom({ failed: 0.4, unknown: 0.4 }, { failed: 1, unknown: 1 }, { failed: 1, unknown: 1 }),
});

const seldom = fc.integer({ min: 0, max: 9 }).map((number) => number === 9);

/** What befalls recovery between a cycle and the next, beside what becomes of the installation. */
const chance = fc.record({
  results: fc.array(fc.constantFrom('done', 'done', 'done', 'failed', 'unknown', 'nothing', 'withheld'), {
    minLength: 3,
    maxLength: 3,
  }),
  says: fc.constantFrom('approve', 'approve', 'approve', 'reject', 'nothing'),
  crashes: seldom,
  isStopped: seldom,
  leads: seldom.map((not) => !not),
  isUnreadable: seldom,
});

/** A history of an installation with recovery. */
export interface RecoveryHistory {
  readonly history: History;
  readonly recoveries: readonly Recovery[];
  readonly settings: RecoverySettings;
  readonly chances: readonly (typeof chance extends fc.Arbitrary<infer T> ? T : never)[];
}

/** Histories of installations that get into every trouble, under recoveries that nobody thought about. */
export const recoveryHistories: fc.Arbitrary<RecoveryHistory> = fc.record({
  history: fc
    .array(histories, { minLength: 1, maxLength: 1 })
    .map(([one]) => one!)
    // What happened once happens again: time for back-off, reverts and relapses.
    .map(({ first, steps }) => ({ first, steps: [...steps, ...steps, ...steps] })),
  recoveries: fc
    .array(recovery, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one, index) => ({ ...one, id: `recovery-${index}` }))),
  settings,
  chances: fc.array(chance, { minLength: 24, maxLength: 24 }),
});

/** One cycle: what recovery was given, what it remembered, and what it made of that. */
export interface PlayedCycle {
  readonly input: RecoveryInput;
  readonly before: RecoveryMemory;
  readonly turn: RecoveryTurn;
}

/** Plays a history, cycle by cycle; what was intended is carried out, or not, as chance has it. */
export function play({ history, recoveries, settings: given, chances }: RecoveryHistory): readonly PlayedCycle[] {
  const graph = buildGraph({ ...history.first.model, recoveries });
  const allowed = new Set(recoveries.map(({ id }) => id));
  const played: PlayedCycle[] = [];
  let [memory, incidents] = [emptyRecoveryMemory, { open: [], ended: [] } as IncidentMemory];
  let reports: ActionReport[] = [];
  let approvals: Approval[] = [];
  let carriedOut = new Set<ActionId>();
  let before: Verdicts | undefined;
  for (const [index, report] of reportsOf(graph, history).entries()) {
    const { results, says, crashes, isStopped, leads, isUnreadable } = chances[index % chances.length]!;
    const { onsetTolerance } = history.first;
    const verdicts = derive(graph, report, { onsetTolerance, before });
    const tracking = track({ graph, verdicts, severities: defaultSeverities }, incidents);
    const input: RecoveryInput = {
      at: report.at,
      settings: given,
      incidents: tracking.incidents.open,
      verdicts,
      nodes: nodesOf(tracking.incidents.open, index, report.at),
      whatIf: (fail) => derive(graph, withFailures(graph, report, fail), { onsetTolerance }),
      isUnreadable,
      leads,
      ...(isStopped && { stop: { by: 'ada', via: 'command', at: report.at } }),
      allowed,
      carriedOut,
      reports,
      approvals,
      codes: Array.from({ length: 5 }, (_, code) => `${index}-${code}`),
    };
    const turn = recover(input, memory);
    played.push({ input, before: memory, turn });
    [before, incidents] = [verdicts, tracking.memory];
    // What is remembered goes through the store.
    memory = JSON.parse(JSON.stringify(turn.memory)) as RecoveryMemory;
    carriedOut = new Set();
    reports = [];
    for (const [number, { id, state }] of memory.actions.entries()) {
      if (state !== 'intended' && state !== 'begun') continue;
      const result = results[number % results.length]!;
      if (crashes) continue;
      carriedOut.add(id);
      const at = report.at + 1;
      if (result === 'withheld') reports.push({ action: id, at, what: { kind: 'withheld', reason: 'stopped' } });
      else reports.push({ action: id, at, what: { kind: 'begun' } });
      if (result === 'nothing' || result === 'withheld') continue;
      reports.push({ action: id, at: at + 1, what: { kind: 'ended', result, duration: 1, output: '' } });
    }
    approvals = memory.actions.flatMap(({ state, code = '' }): readonly Approval[] =>
      state === 'waiting' && says !== 'nothing'
        ? [{ code, verdict: says, by: 'ada', via: 'page', at: report.at + 1 }]
        : [],
    );
  }
  return played;
}

/** What runs where, changing from time to time, so that there is something to roll back; servers have room. */
function nodesOf(incidents: readonly Incident[], index: number, at: number): RecoveryInput['nodes'] {
  const version = { newest: { at, value: `v${Math.floor(index / 3)}` } };
  const busy = { newest: { at, value: 50 } };
  const containers = incidents.flatMap((incident) => incident.containers);
  const servers = [0, 1, 2, 3].map((number): NodeId => `server/vm-${number}`);
  return new Map<NodeId, NodeMemory>([
    ...containers.map((id) => [id, { signals: { version }, rules: {} }] as const),
    ...servers.map((id) => [id, { signals: { cpu: busy, memory: busy }, rules: {} }] as const),
  ]);
}
