import type { Evidence } from '../domain/health.ts';
import type { ConditionMemory, RuleMemory, Sample } from '../domain/memory.ts';
import type { ConditionRule, GrowthRule, Rule } from '../domain/rule.ts';
import type { SignalName } from '../domain/signal.ts';
import { heldIn, isFineHealth, newestUsed, pastOf, truthOf, truthOfValue } from './condition.ts';
import type { Asked, Past, Truth } from './condition.ts';
import { conditionEvidence } from './evidence.ts';
import { allowanceOf, coverOf, isOf, takeGrowth } from './growth.ts';
import { hold, isAtRest } from './hold.ts';
import { isStale } from './samples.ts';
import { subjectOf } from './subject.ts';

/** A rule that says yes of a node in a cycle, or has no answer; one that says no, or does not apply, says nothing. */
export type RuleAnswer =
  | { readonly says: 'yes'; readonly evidence: Evidence }
  | {
      readonly says: 'unknown';
      /** It is direct, and said yes when it last had an answer. */
      readonly lastYes: boolean;
    };

/** A node as the rules see it: its signals with this cycle's samples taken in, those samples, and what rules remember. */
export interface NodeInCycle extends Asked {
  readonly rules: Readonly<Record<string, RuleMemory>>;
  readonly samples: ReadonlyMap<SignalName, readonly Sample[]>;
  /** What is silent keeps the last answers of its rules (semantics 3, To completion). */
  readonly keepsAnswers: boolean;
}

/** The answers of a node's rules, and their memories after the cycle (the same object where nothing changed). */
export interface RulesOutcome {
  readonly answers: readonly RuleAnswer[];
  readonly memories: Readonly<Record<string, RuleMemory>>;
}

/** What a rule says and has to remember anew; most rules of most nodes have neither to tell, and cost nothing then. */
interface OneOutcome {
  readonly answer?: RuleAnswer | undefined;
  readonly memories?: Readonly<Record<string, RuleMemory | undefined>> | undefined;
}

const nothingToTell: readonly RuleAnswer[] = [];
const noSamples: readonly Sample[] = [];

/** Asks every rule of a node (semantics 3). */
export function askRules(rules: readonly Rule[], node: NodeInCycle): RulesOutcome {
  let answers: RuleAnswer[] | undefined;
  let changed: Record<string, RuleMemory> | undefined;
  for (const rule of rules) {
    const outcome = rule.kind === 'growth' ? askGrowth(rule, node) : askCondition(rule, node);
    if (outcome === undefined) continue;
    if (outcome.answer !== undefined) (answers ??= []).push(outcome.answer);
    if (outcome.memories === undefined) continue;
    for (const [name, memory] of Object.entries(outcome.memories)) {
      if (memory !== undefined) (changed ??= { ...node.rules })[name] = memory;
    }
  }
  return { answers: answers ?? nothingToTell, memories: changed ?? node.rules };
}

function askGrowth(rule: GrowthRule, node: NodeInCycle): OneOutcome | undefined {
  const { [rule.signal]: counter, requests } = node.signals;
  const allowance = allowanceOf(rule, requests !== undefined);
  const needsRequests = allowance.per === 'requests';
  if (needsRequests ? requests === undefined : counter === undefined) return undefined;

  const known = node.rules[rule.name];
  const before = known?.kind === 'growth' ? known : undefined;
  const counted = countsOf(rule.signal, node);
  const served = needsRequests ? countsOf('requests', node) : noSamples;
  const isQuiet = counted.length === 0 && served.length === 0;
  const memory =
    isQuiet && isOf(rule, allowance.per, before)
      ? before
      : takeGrowth(rule, before, {
          counter: counted,
          requests: served,
          requestsSeen: requests !== undefined,
          coverWithin: requests?.interval === undefined ? node.hearing.staleAfter : coverOf(requests.interval),
        });
  const memories = memory === before ? undefined : { [rule.name]: memory };
  // Requests count from their first sample on, though the counter comes later; of those before it the newest is enough.
  if (counter === undefined) {
    const { requests: kept } = memory;
    return kept.length > 1 ? { memories: { [rule.name]: { ...memory, requests: kept.slice(-1) } } } : { memories };
  }
  const isOutdated =
    isStale(counter, node.hearing) || (needsRequests && requests !== undefined && isStale(requests, node.hearing));
  if (isOutdated && !node.keepsAnswers) {
    return { answer: { says: 'unknown', lastYes: false }, memories };
  }
  if (memory.violation === undefined) return memories === undefined ? undefined : { memories };
  const evidence: Evidence = {
    rule: rule.name,
    class: 'growth',
    signal: rule.signal,
    value: counter.newest.value,
    growth: { level: memory.level, allowance },
    ...(memory.level <= allowance.burst && { isEnding: true }),
    since: memory.violation.since,
  };
  return { answer: { says: 'yes', evidence }, memories };
}

/** A word among the numbers of a counter counts nothing: it must not spoil what is summed up. */
function countsOf(signal: SignalName, { samples }: NodeInCycle): readonly Sample[] {
  const arrived = samples.get(signal) ?? noSamples;
  return arrived.some(({ value }) => Number.isNaN(Number(value)))
    ? arrived.filter(({ value }) => !Number.isNaN(Number(value)))
    : arrived;
}

function askCondition(rule: ConditionRule, node: NodeInCycle): OneOutcome | undefined {
  switch (rule.condition.kind) {
    case 'not-healthy':
      return askHealth(rule, node, rule.condition.startGrace);
    case 'all':
    case 'any':
    case 'not':
      return askCombined(rule, node);
    case 'threshold':
    case 'is':
    case 'is-zero':
    case 'not-running':
    case 'no-limit': {
      const before = runOf(rule, node);
      const past = pastOf(before);
      return outcomeOf(rule, node, { before, past, truth: truthOf(rule.condition, node, past) });
    }
  }
}

/** A rule in a cycle: what it was, and what it is. */
interface Turn {
  readonly before: ConditionMemory | undefined;
  readonly past: Past;
  readonly truth: Truth;
}

function outcomeOf(rule: ConditionRule, node: NodeInCycle, turn: Turn): OneOutcome | undefined {
  if (turn.truth === 'absent' || (turn.truth === 'false' && isAtRest(turn.before))) return undefined;
  const run = carryOn(rule, node, turn);
  const answer = answerOf(rule, node, { ...turn, run: run?.active === true ? run : undefined });
  const memories = run === turn.before ? undefined : { [rule.name]: run };
  return answer === undefined && memories === undefined ? undefined : { answer, memories };
}

/** A combined condition remembers its thresholds with `until` apart: they go on also while the whole does not apply. */
function askCombined(rule: ConditionRule, node: NodeInCycle): OneOutcome | undefined {
  const name = `${rule.name}.parts`;
  const known = node.rules[name];
  const of = subjectOf(rule.condition);
  const before = runOf(rule, node);
  const past = { ...pastOf(before), held: known?.kind === 'parts' && known.of === of ? known.held : [] };
  const outcome = outcomeOf(rule, node, { before, past, truth: truthOf(rule.condition, node, past) });
  const held = heldIn(rule.condition, node, past);
  const isSame = held.length === past.held.length && held.every((place, index) => place === past.held[index]);
  return isSame ? outcome : { ...outcome, memories: { ...outcome?.memories, [name]: { kind: 'parts', of, held } } };
}

const graceName = 'health.grace';

/** `health` has two runs: unhealthy for `for`, or merely not fine for `startGrace` (semantics 3, built-in rules). */
function askHealth(rule: ConditionRule, node: NodeInCycle, startGrace: number): OneOutcome | undefined {
  const before = runOf(rule, node);
  const past = pastOf(before);
  const truth = truthOf(rule.condition, node, past);
  if (truth === 'absent') return undefined;
  const graceBefore = runOf(rule, node, graceName);
  const notFine = truthOfValue('health', node, (value) => !isFineHealth(value));
  if (notFine === 'false' && isAtRest(before) && isAtRest(graceBefore)) return undefined;
  const unhealthy = carryOn(rule, node, { before, past, truth });
  const grace = carryOn({ ...rule, for: startGrace }, node, { before: graceBefore, past, truth: notFine });
  const active = [unhealthy, grace].filter((run) => run?.active === true);
  const [earliest] = active.sort((a, b) => (a?.activeSince ?? 0) - (b?.activeSince ?? 0));
  const answer = answerOf(rule, node, { past, truth, run: earliest });
  const isSame = unhealthy === before && grace === graceBefore;
  if (answer === undefined && isSame) return undefined;
  return { answer, memories: isSame ? undefined : { [rule.name]: unhealthy, [graceName]: grace } };
}

/** Carries a run on by a cycle in which its rule applies; one without an answer leaves it as it was. */
function carryOn(rule: ConditionRule, node: NodeInCycle, { before, past, truth }: Turn): ConditionMemory | undefined {
  if (truth === 'unknown') return before;
  const holds = truth === 'true';
  const { condition, for: lasting, recoverFor } = rule;
  const terms = { of: subjectOf(condition), for: lasting, recoverFor };
  return hold(before, { holds, newestAt: newestUsed(condition, node, past), now: node.hearing.now }, terms);
}

/** A stale signal makes a direct rule unknown; a pressure rule keeps its last answer and makes nothing unknown. */
function answerOf(
  rule: ConditionRule,
  node: NodeInCycle,
  { truth, run, past }: Omit<Turn, 'before'> & { readonly run: ConditionMemory | undefined },
): RuleAnswer | undefined {
  if (truth === 'unknown' && rule.class === 'direct' && !node.keepsAnswers) {
    return { says: 'unknown', lastYes: run !== undefined };
  }
  if (run === undefined) return undefined;
  const evidence = conditionEvidence(rule, node, { past, since: run.activeSince ?? run.since, isEnding: !run.holds });
  return { says: 'yes', evidence };
}

/** The run that is remembered by a name, where it is one of the condition that the rule has now. */
function runOf(
  { name, condition }: ConditionRule,
  { rules }: NodeInCycle,
  remembered: string = name,
): ConditionMemory | undefined {
  const memory = rules[remembered];
  return memory?.kind === 'condition' && memory.of === subjectOf(condition) ? memory : undefined;
}
