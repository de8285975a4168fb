import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindOf } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { Action, ActionOrder, RecoveryDecision } from '../../src/domain/recovery.ts';
import { functionStateOf, leafOf, rollUpOf } from '../../src/domain/verdict.ts';
import type { FunctionState, RollUp, Verdicts } from '../../src/domain/verdict.ts';
import { recover } from '../../src/recovery/recover.ts';
import { play, recoveryHistories } from '../support/random-recovery.ts';
import type { PlayedCycle } from '../support/random-recovery.ts';

const runs = { numRuns: 80 };

type Begun = Extract<RecoveryDecision, { kind: 'act' }>;

function begunIn({ turn }: PlayedCycle): readonly Action[] {
  return turn.decisions.filter((one): one is Begun => one.kind === 'act').map(({ action }) => action);
}

/** What an order takes away while it goes on, as a person would say it. */
function takenAway({ kind, targets }: ActionOrder, { graph }: Verdicts): readonly NodeId[] {
  if (kind === 'free-disk' || kind === 'scale') return [];
  return targets.flatMap(({ node }) => (kindOf(node) === 'container' ? [node] : (graph.containersOn.get(node) ?? [])));
}

const states = ['working', 'unknown', 'failed'];

/** Whether something is in a worse state, or a shard has lost the last of its reserve. */
function isWorse(now: RollUp, then: RollUp, id: NodeId): boolean {
  const hasLostReserve = kindOf(id) === 'shard' && now.reserve !== 0 && then.reserve === 0;
  return hasLostReserve || states.indexOf(then.state) > states.indexOf(now.state);
}

function rankOf(state: FunctionState | undefined): number {
  return ['available', 'unknown', 'impaired', 'lost'].indexOf(state ?? 'available');
}

describe('recovery in whatever happens (semantics 8)', () => {
  it('no action is chosen of which the twin says that it makes things worse', () => {
    let [begun, refused] = [0, 0];
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        for (const cycle of play(drawn)) {
          const { input } = cycle;
          const { model } = input.verdicts.graph;
          const against = cycle.turn.memory.plans.flatMap((plan) => plan.refusals);
          refused += against.filter(({ guard }) => guard === 'twin').length;
          for (const { order: ordered } of begunIn(cycle).filter((one) => one.order.reverts === undefined)) {
            begun++;
            const after = input.whatIf(takenAway(ordered, input.verdicts));
            const groups = [...model.pods.flatMap(({ shards }) => shards), ...model.pods, ...model.subsystems];
            const failing = groups.filter(({ id }) => isWorse(rollUpOf(input.verdicts, id)!, rollUpOf(after, id)!, id));
            const lost = model.functions.filter(
              ({ id }) => rankOf(functionStateOf(after, id)) > rankOf(functionStateOf(input.verdicts, id)),
            );
            expect([...failing, ...lost].map(({ id }) => id)).toEqual([]);
          }
        }
      }),
      { numRuns: 250 },
    );
    // Else nothing was proved: there was something to do, and something to refuse.
    expect(begun).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
  });

  it('no limit is exceeded in any sequence of cycles', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        const { limits } = drawn.settings;
        const done: Action[] = [];
        for (const cycle of play(drawn)) {
          const { at } = cycle.input;
          const withheld = new Set(
            cycle.turn.decisions.flatMap((one) =>
              one.kind === 'report' && one.action.state === 'withheld' ? [one.action.id] : [],
            ),
          );
          done.splice(0, done.length, ...done.filter(({ id }) => !withheld.has(id)), ...begunIn(cycle));
          const lately = done.filter(({ intendedAt = 0 }) => at - intendedAt < 3600);
          const targets = lately.flatMap((action) => action.order.targets);
          expect(targets.length).toBeLessThanOrEqual(limits.perHour);
          for (const { pod, server } of targets) {
            if (pod !== undefined) {
              expect(targets.filter((one) => one.pod === pod).length).toBeLessThanOrEqual(limits.perPod.count);
            }
            if (server) {
              const same = targets.filter((one) => one.server?.id === server.id);
              expect(same.length).toBeLessThanOrEqual(limits.perServer.count);
            }
          }
          const going = cycle.turn.memory.actions.filter(
            ({ judgedAt, intendedAt, judgeBy = Infinity }) =>
              intendedAt !== undefined && judgedAt === undefined && at < judgeBy,
          );
          expect(going.flatMap((action) => action.order.targets).length).toBeLessThanOrEqual(limits.atOnce);
          for (const { id, atMost } of drawn.recoveries) {
            const own = lately.filter((one) => one.order.recovery === id && one.order.reverts === undefined);
            for (const { root } of own) {
              expect(own.filter((one) => one.root === root).length).toBeLessThanOrEqual(atMost?.count ?? Infinity);
            }
          }
        }
      }),
      { numRuns: 250 },
    );
  });

  it('nothing is begun while recovery is stopped, another leads, Zabbix is unreadable, or only advice is wanted', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        for (const cycle of play(drawn)) {
          const { input } = cycle;
          const mayAct =
            !input.stop && input.leads && !input.isUnreadable && ['approve', 'auto'].includes(input.settings.mode);
          if (!mayAct) expect(begunIn(cycle)).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('in a storm there is only advice', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        for (const cycle of play(drawn)) {
          const { verdicts, settings } = cycle.input;
          const leaves = verdicts.graph.model.containers.flatMap(({ id }) => leafOf(verdicts, id) ?? []);
          const counted = leaves.filter(({ planned }) => !planned);
          for (const what of ['failed', 'unknown'] as const) {
            const count = counted.filter(({ state }) => state === what).length;
            const isStorm = count >= 3 && count > settings.storm[what] * counted.length;
            if (isStorm) expect(begunIn(cycle)).toEqual([]);
          }
        }
      }),
      runs,
    );
  });

  it('what is planned, unknown or masked is never acted on', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        for (const cycle of play(drawn)) {
          const { verdicts } = cycle.input;
          for (const { order: ordered } of begunIn(cycle).filter((one) => one.order.reverts === undefined)) {
            for (const { node } of ordered.targets) {
              const leaf = leafOf(verdicts, node);
              if (leaf) expect([leaf.planned, leaf.masked, leaf.state === 'unknown']).toEqual([false, false, false]);
            }
          }
        }
      }),
      runs,
    );
  });

  it('without being asked only what auto allows is done; else a person has said yes to just that', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        const modes = new Map(drawn.recoveries.map(({ id, mode }) => [id, mode]));
        for (const cycle of play(drawn)) {
          for (const { order: ordered, approval } of begunIn(cycle)) {
            const isAuto = drawn.settings.mode === 'auto' && (modes.get(ordered.recovery) ?? 'auto') === 'auto';
            if (!isAuto && ordered.reverts === undefined) expect(approval?.verdict).toBe('approve');
          }
        }
      }),
      runs,
    );
  });

  it('no action is begun twice, and after one of unknown outcome that did not help nothing more is done', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        const begun = new Set<string>();
        const given = new Set<string>();
        for (const cycle of play(drawn)) {
          for (const decision of cycle.turn.decisions) {
            if (decision.kind === 'act') {
              const { id, order: ordered } = decision.action;
              expect(begun.has(id)).toBe(false);
              begun.add(id);
              if (ordered.reverts === undefined) expect(given.has(decision.incident)).toBe(false);
            }
            if (decision.kind === 'escalate' && decision.escalation.because === 'unknown-outcome') {
              if (decision.action?.order.reverts === undefined) given.add(decision.incident);
            }
          }
        }
      }),
      runs,
    );
  });

  it('two actions that are not judged share no shard', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        for (const { turn } of play(drawn)) {
          const going = turn.memory.actions.filter(
            ({ intendedAt, judgedAt }) => intendedAt !== undefined && judgedAt === undefined,
          );
          const shards = going.flatMap(({ touches }) => touches);
          expect(shards.length).toBe(new Set(shards).size);
        }
      }),
      runs,
    );
  });

  it('every action is decided before it is reported, and judged once', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        const states = new Map<string, string>();
        for (const { turn } of play(drawn)) {
          for (const decision of turn.decisions) {
            if (!('action' in decision)) continue;
            const { id } = decision.action;
            if (decision.kind === 'report') expect(states.get(id)).toMatch(/^(act|report)$/u);
            if (decision.kind === 'judge') expect(states.get(id)).toBe('report');
            if (decision.kind === 'act')
              expect(states.get(id)).toSatisfy((state) => state === undefined || state === 'approved');
            if (decision.kind !== 'escalate') states.set(id, decision.kind);
          }
        }
      }),
      runs,
    );
  });

  it('the order in which incidents come makes no difference, and what comes of a cycle is the same each time', () => {
    fc.assert(
      fc.property(recoveryHistories, (drawn) => {
        for (const { input, before, turn } of play(drawn)) {
          const again = recover({ ...input, incidents: input.incidents.toReversed() }, before);
          expect(JSON.stringify(again)).toBe(JSON.stringify(turn));
        }
      }),
      { numRuns: 50 },
    );
  });
});
