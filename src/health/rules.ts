import type { Evidence } from '../domain/health.ts';
import type { ConditionMemory, GrowthMemory, NodeMemory, PartsMemory, RuleMemory, Sample } from '../domain/memory.ts';
import type { ConditionRule, GrowthRule, Rule, RuleClass } from '../domain/rule.ts';
import type { SignalName } from '../domain/signal.ts';
import { heldIn, isFineHealth, newestUsed, pastOf, truthOf, truthOfValue } from './condition.ts';
import type { Asked, Past, Truth } from './condition.ts';
import { conditionEvidence } from './evidence.ts';
import { allowanceOf, takeGrowth } from './growth.ts';
import { hold } from './hold.ts';
import type { HoldTerms } from './hold.ts';
import { isStale } from './samples.ts';
import type { Hearing } from './samples.ts';

/** A rule that says yes of a node in a cycle, or has no answer; one that says no, or does not apply, says nothing. */
export type RuleAnswer =
  | { readonly says: 'yes'; readonly class: RuleClass; readonly evidence: Evidence }
  | {
      readonly says: 'unknown';
      readonly class: RuleClass;
      /** It said yes when it last had an answer. */ readonly lastYes: boolean;
    };

/** A node as the rules see it: its memory with this cycle's samples taken in, and those samples. */
export interface NodeInCycle {
  readonly memory: NodeMemory;
  readonly samples: ReadonlyMap<SignalName, readonly Sample[]>;
  readonly hearing: Hearing;
  /** What is silent keeps the last answers of its rules (semantics 3, To completion). */
  readonly keepsAnswers: boolean;
}

/** The answers of a node's rules, and their memories after the cycle (the same object where nothing changed). */
export interface RulesOutcome {
  readonly answers: readonly RuleAnswer[];
  readonly memories: Readonly<Record<string, RuleMemory>>;
}

/** What a rule says, and what of its memories it has looked at. */
interface OneOutcome {
  readonly answer: RuleAnswer | undefined;
  readonly memories: Readonly<Record<string, RuleMemory | undefined>>;
}

const nothingToTell: readonly RuleAnswer[] = [];

/** Asks every rule of a node (semantics 3). */
export function askRules(rules: readonly Rule[], node: NodeInCycle): RulesOutcome {
  let answers: RuleAnswer[] | undefined;
  const before = node.memory.rules;
  let changed: Record<string, RuleMemory> | undefined;
  for (const rule of rules) {
    const outcome = rule.kind === 'growth' ? askGrowth(rule, node) : askCondition(rule, node);
    if (outcome === undefined) continue;
    if (outcome.answer !== undefined) (answers ??= []).push(outcome.answer);
    for (const [name, memory] of Object.entries(outcome.memories)) {
      if (memory === undefined || memory === before[name]) continue;
      changed ??= { ...before };
      changed[name] = memory;
    }
  }
  return { answers: answers ?? nothingToTell, memories: changed ?? before };
}

function askGrowth(rule: GrowthRule, node: NodeInCycle): OneOutcome | undefined {
  const { signals } = node.memory;
  const { [rule.signal]: counter, requests } = signals;
  const allowance = allowanceOf(rule, requests !== undefined);
  const needsRequests = allowance.per === 'requests';
  if (needsRequests ? requests === undefined : counter === undefined) return undefined;

  const before = growthMemory(node.memory.rules[rule.name]);
  const memory = takeGrowth(rule, before, {
    counter: node.samples.get(rule.signal) ?? [],
    requests: needsRequests ? (node.samples.get('requests') ?? []) : [],
    requestsSeen: requests !== undefined,
  });
  // Requests count from their first sample on, though the counter comes later; of those before it the newest is enough.
  if (counter === undefined) {
    const { requests: kept } = memory;
    const memories = { [rule.name]: kept.length > 1 ? { ...memory, requests: kept.slice(-1) } : memory };
    return { answer: undefined, memories };
  }
  const { violation } = memory;
  const memories = { [rule.name]: memory };
  const isOutdated =
    isStale(counter, node.hearing) || (needsRequests && requests !== undefined && isStale(requests, node.hearing));
  if (isOutdated && !node.keepsAnswers) {
    return { answer: { says: 'unknown', class: 'growth', lastYes: violation !== undefined }, memories };
  }
  if (violation === undefined) return { answer: undefined, memories };
  const evidence: Evidence = {
    rule: rule.name,
    class: 'growth',
    signal: rule.signal,
    value: counter.newest.value,
    growth: { level: memory.level, allowance },
    since: violation.since,
  };
  return { answer: { says: 'yes', class: 'growth', evidence }, memories };
}

function askCondition(rule: ConditionRule, node: NodeInCycle): OneOutcome | undefined {
  if (rule.condition.kind === 'not-healthy') return askHealth(rule, node, rule.condition.startGrace);
  const asked: Asked = { signals: node.memory.signals, hearing: node.hearing };
  const before = conditionMemory(node.memory.rules[rule.name]);
  const { past, parts } = pastOfRule(rule, asked, node.memory);
  const truth = truthOf(rule.condition, asked, { past, place: '' });
  if (truth === 'absent') return parts === undefined ? undefined : { answer: undefined, memories: parts };
  const run = carryOn(before, truth, { asked, rule, terms: rule, past });
  return {
    answer: answerOf(rule, node, { truth, run: run?.active === true ? run : undefined, past }),
    memories: { [rule.name]: run, ...parts },
  };
}

/** A combined condition remembers its thresholds with `until` apart: they go on also while the whole does not apply. */
function pastOfRule(
  rule: ConditionRule,
  asked: Asked,
  { rules }: NodeMemory,
): { readonly past: Past; readonly parts: Readonly<Record<string, PartsMemory>> | undefined } {
  const past = pastOf(conditionMemory(rules[rule.name]));
  const { condition } = rule;
  if (condition.kind !== 'all' && condition.kind !== 'any' && condition.kind !== 'not') {
    return { past, parts: undefined };
  }
  const name = `${rule.name}.parts`;
  const known = rules[name];
  const before = known?.kind === 'parts' ? known : undefined;
  const partsPast = { held: before?.held ?? [], wasActive: past.wasActive };
  const held = heldIn(condition, asked, { past: partsPast, place: '' });
  const isSame = held.length === partsPast.held.length && held.every((place, index) => place === partsPast.held[index]);
  return { past: partsPast, parts: isSame ? undefined : { [name]: { kind: 'parts', held } } };
}

interface Turn {
  readonly asked: Asked;
  readonly rule: ConditionRule;
  readonly terms: HoldTerms;
  readonly past: Past;
}

/** Carries a run on by a cycle; one without an answer leaves it as it was. */
function carryOn(
  before: ConditionMemory | undefined,
  truth: Truth,
  { asked, rule, terms, past }: Turn,
): ConditionMemory | undefined {
  if (truth === 'unknown' || truth === 'absent') return before;
  const holds = truth === 'true';
  return hold(
    before,
    { holds, newestAt: newestUsed(rule.condition, asked, { past, place: '' }), now: asked.hearing.now },
    terms,
  );
}

/** `health` has two runs: unhealthy for `for`, or merely not fine for `startGrace` (semantics 3, built-in rules). */
function askHealth(rule: ConditionRule, node: NodeInCycle, startGrace: number): OneOutcome | undefined {
  const asked: Asked = { signals: node.memory.signals, hearing: node.hearing };
  const { rules } = node.memory;
  const graceName = `${rule.name}.grace`;
  const before = conditionMemory(rules[rule.name]);
  const past = pastOf(before);
  const truth = truthOf(rule.condition, asked, { past, place: '' });
  if (truth === 'absent') return undefined;
  const unhealthy = carryOn(before, truth, { asked, rule, terms: rule, past });
  const notFine = truthOfValue('health', asked, (value) => !isFineHealth(value));
  const graceTerms = { for: startGrace, recoverFor: rule.recoverFor };
  const grace = carryOn(conditionMemory(rules[graceName]), notFine, { asked, rule, terms: graceTerms, past });
  const [earliest] = [unhealthy, grace]
    .filter((run) => run?.active === true)
    .sort((a, b) => (a?.activeSince ?? 0) - (b?.activeSince ?? 0));
  return {
    answer: answerOf(rule, node, { truth, run: earliest, past }),
    memories: { [rule.name]: unhealthy, [graceName]: grace },
  };
}

/** A stale signal makes a direct rule unknown; a pressure rule keeps its last answer and makes nothing unknown. */
function answerOf(
  rule: ConditionRule,
  node: NodeInCycle,
  { truth, run, past }: { readonly truth: Truth; readonly run: ConditionMemory | undefined; readonly past: Past },
): RuleAnswer | undefined {
  if (truth === 'unknown' && rule.class === 'direct' && !node.keepsAnswers) {
    return { says: 'unknown', class: rule.class, lastYes: run !== undefined };
  }
  if (run === undefined) return undefined;
  const asked: Asked = { signals: node.memory.signals, hearing: node.hearing };
  const evidence = conditionEvidence(rule, asked, { past, place: '', since: run.activeSince ?? run.since });
  return { says: 'yes', class: rule.class, evidence };
}

function conditionMemory(memory: RuleMemory | undefined): ConditionMemory | undefined {
  return memory?.kind === 'condition' ? memory : undefined;
}

function growthMemory(memory: RuleMemory | undefined): GrowthMemory | undefined {
  return memory?.kind === 'growth' ? memory : undefined;
}
