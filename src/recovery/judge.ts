import type { Evidence } from '../domain/health.ts';
import type { NodeId } from '../domain/node.ts';
import type { Action, ActionState } from '../domain/recovery.ts';
import { leafOf } from '../domain/verdict.ts';
import { afterNoHelp } from './courses.ts';
import { damageOf, isWorse } from './damage.ts';
import { change, decide, isAbout } from './draft.ts';
import type { Draft } from './draft.ts';

/** Lets what is observed decide whether what was done helped, had no effect, or made things worse (semantics 8). */
export function judgeActions(draft: Draft): void {
  for (const action of [...draft.actions.values()]) {
    const verdict =
      action.endedAt === undefined || action.judgedAt !== undefined ? undefined : verdictOn(action, draft);
    if (verdict === undefined) continue;
    const because = verdict === 'worse' ? 'worse' : action.state === 'unknown' ? 'unknown-outcome' : 'no-help';
    const judged = change(draft, action, { state: verdict, judgedAt: draft.input.at, ...revertOf(action, verdict) });
    decide(draft, judged, { kind: 'judge', action: judged });
    if (verdict !== 'helped') afterNoHelp(draft, judged, because);
  }
}

/** What made things worse is taken back at once where it can be, and what was meant for a while where it had no effect. */
function revertOf({ revert }: Action, verdict: ActionState): Pick<Action, 'revert'> {
  const isDue = verdict === 'worse' || (verdict === 'no-effect' && revert?.after !== undefined);
  return revert && isDue ? { revert: { ...revert, state: 'due' } } : {};
}

function verdictOn(action: Action, draft: Draft): 'helped' | 'no-effect' | 'worse' | undefined {
  const { at, isUnreadable, verdicts } = draft.input;
  const { endedAt = at, judgeBy = at, order } = action;
  // Nothing was observed since: nothing can be said.
  if (isUnreadable || at <= endedAt) return undefined;
  const isSettled = at >= endedAt + action.verifyFor / 2;
  if (isSettled && isWorse(damageOf(action.touches, verdicts), action.before)) return 'worse';
  if (order.reverts !== undefined) return verdictOnRevert(action, at);
  if (hasHelped(action, draft)) return 'helped';
  if (action.state === 'failed') return 'no-effect';
  return at >= judgeBy && !isGettingBetter(action, draft) ? 'no-effect' : undefined;
}

/** What takes something back is to do nothing but that: it is well where it made nothing worse. */
function verdictOnRevert({ state, judgeBy = 0 }: Action, at: number): 'helped' | 'no-effect' | undefined {
  if (state === 'failed') return 'no-effect';
  if (at < judgeBy) return undefined;
  return state === 'done' ? 'helped' : 'no-effect';
}

/** Whether all that it was done to is well; for what is done to a whole, whether that has no incident any more. */
function hasHelped(action: Action, { input }: Draft): boolean {
  const { order, disturbs } = action;
  switch (order.kind) {
    case 'restart':
    case 'restart-with':
    case 'resize':
    case 'roll-back':
    case 'free-disk':
      return order.targets.every(({ node }) => isWell(node, disturbs, input));
    case 'scale':
    case 'drain':
    case 'reroute':
      return !input.incidents.some(({ id, root }) => isAbout(action, { root, incident: id }));
  }
}

/** What only its server strains is well, unless strain was all that was wrong with it. */
function isWell(node: NodeId, disturbs: readonly NodeId[], { verdicts }: Draft['input']): boolean {
  const leaf = leafOf(verdicts, node);
  // What is gone for good, since its pod scales by itself, is no trouble any more.
  if (leaf === undefined) return true;
  const mayBeStrained = verdicts.graph.containers.has(node) && !disturbs.includes(node);
  return leaf.state === 'working' && !leaf.masked && (mayBeStrained || !leaf.strained);
}

/** Whether all trouble left is over, and its rules only wait before they say so: then they are waited for. */
function isGettingBetter({ order, verifyFor }: Action, { input: { at, nodes, verdicts } }: Draft): boolean {
  const isOver = (node: NodeId, { rule, isEnding }: Evidence): boolean => {
    const memory = nodes.get(node)?.rules[rule];
    if (memory?.kind !== 'growth') return isEnding === true;
    return at - (memory.violation?.anchor.at ?? 0) >= verifyFor / 2;
  };
  return order.targets.every(({ node }) => {
    const leaf = leafOf(verdicts, node);
    return leaf !== undefined && leaf.evidence.length > 0 && leaf.evidence.every((found) => isOver(node, found));
  });
}
