import type { Evidence } from '../domain/health.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { ConditionMemory, GrowthMemory, NodeMemory, RuleMemory, Sample, SignalMemory } from '../domain/memory.ts';
import type { ConditionRule, GrowthRule, Rule, RuleClass } from '../domain/rule.ts';
import type { SignalName } from '../domain/signal.ts';
import { ask, askValue, isFineHealth } from './condition.ts';
import type { Answer, Asking, Fact } from './condition.ts';
import { allowanceOf, takeGrowth } from './growth.ts';
import { hold } from './hold.ts';
import { isStale } from './samples.ts';

/** What a rule says of a node in a cycle; a rule over a signal never seen says nothing and is left out. */
export interface RuleAnswer {
  readonly class: RuleClass;
  readonly says: 'yes' | 'no' | 'unknown';
  /** It said yes when it last had an answer. */
  readonly lastYes: boolean;
  /** Present for yes. */
  readonly evidence?: Evidence;
}

/** A node as the rules see it: its memory with this cycle's samples taken in, and those samples. */
export interface NodeInCycle {
  readonly memory: NodeMemory;
  readonly samples: ReadonlyMap<SignalName, readonly Sample[]>;
  readonly now: Instant;
  readonly staleAfter: Duration;
}

/** The answers of a node's rules, and their memories after the cycle (the same object where nothing changed). */
export interface RulesOutcome {
  readonly answers: readonly RuleAnswer[];
  readonly memories: Readonly<Record<string, RuleMemory>>;
}

interface OneOutcome {
  /** Absent where the rule does not apply yet. */
  readonly answer?: RuleAnswer;
  readonly memories: Readonly<Record<string, RuleMemory | undefined>>;
}

/** Asks every rule of a node (semantics 3). */
export function askRules(rules: readonly Rule[], node: NodeInCycle): RulesOutcome {
  const answers: RuleAnswer[] = [];
  const before = node.memory.rules;
  let changed: Record<string, RuleMemory> | undefined;
  for (const rule of rules) {
    const outcome = rule.kind === 'growth' ? askGrowth(rule, node) : askCondition(rule, node);
    if (!outcome) continue;
    if (outcome.answer) answers.push(outcome.answer);
    for (const [name, memory] of Object.entries(outcome.memories)) {
      if (memory === undefined || memory === before[name]) continue;
      changed ??= { ...before };
      changed[name] = memory;
    }
  }
  return { answers, memories: changed ?? before };
}

function askGrowth(rule: GrowthRule, node: NodeInCycle): OneOutcome | undefined {
  const { signals } = node.memory;
  const { [rule.signal]: counter, requests } = signals;
  const allowance = allowanceOf(rule, requests !== undefined);
  const needsRequests = allowance.per === 'requests';
  if (needsRequests ? !requests : !counter) return undefined;

  const before = node.memory.rules[rule.name] as GrowthMemory | undefined;
  const memory = takeGrowth(rule, before, {
    counter: node.samples.get(rule.signal) ?? [],
    requests: needsRequests ? (node.samples.get('requests') ?? []) : [],
    requestsSeen: requests !== undefined,
  });
  // Requests count from their first sample on, though the counter comes later; of those before it the newest is enough.
  if (!counter) {
    const { requests: kept } = memory;
    return { memories: { [rule.name]: kept.length > 1 ? { ...memory, requests: kept.slice(-1) } : memory } };
  }
  const heard = [counter, ...(needsRequests && requests ? [requests] : [])];
  const { violation } = memory;
  const lastYes = violation !== undefined;
  const memories = { [rule.name]: memory };
  if (heard.some((signal) => isStale(signal, node.staleAfter, node.now))) {
    return { answer: { class: 'growth', says: 'unknown', lastYes }, memories };
  }
  if (!violation) return { answer: { class: 'growth', says: 'no', lastYes }, memories };
  const evidence: Evidence = {
    rule: rule.name,
    class: 'growth',
    signal: rule.signal,
    value: counter.newest.value,
    growth: { level: memory.level, allowance },
    since: violation.since,
  };
  return { answer: { class: 'growth', says: 'yes', lastYes, evidence }, memories };
}

function askCondition(rule: ConditionRule, node: NodeInCycle): OneOutcome | undefined {
  const before = node.memory.rules[rule.name] as ConditionMemory | undefined;
  const asking: Asking = {
    node: node.memory,
    now: node.now,
    isStale: (signal: SignalMemory) => isStale(signal, node.staleAfter, node.now),
    wasTrue: before?.holds === true,
    wasActive: before?.active === true,
  };
  const answer = ask(rule.condition, asking);
  if (!answer.applies) return undefined;
  if (rule.condition.kind === 'not-healthy') return askHealth(rule, { answer, asking });

  const memory = hold(before, { ...answer, now: node.now }, rule);
  return {
    answer: conditionAnswer(rule, { answer, memory: memory?.active ? memory : undefined }),
    memories: { [rule.name]: memory },
  };
}

/** `health` has two runs: unhealthy for `for`, or merely not fine for `startGrace` (semantics 3, built-in rules). */
function askHealth(
  rule: ConditionRule,
  { answer, asking }: { answer: Answer & { applies: true }; asking: Asking },
): OneOutcome {
  const graceName = `${rule.name}.grace`;
  const before = asking.node.rules;
  const unhealthy = hold(before[rule.name] as ConditionMemory | undefined, { ...answer, now: asking.now }, rule);
  const startGrace = rule.condition.kind === 'not-healthy' ? rule.condition.startGrace : 0;
  const notFine = askValue(answer.fact.signal, asking, (value) => !isFineHealth(value));
  const grace = notFine.applies
    ? hold(
        before[graceName] as ConditionMemory | undefined,
        { ...notFine, now: asking.now },
        { for: startGrace, recoverFor: rule.recoverFor },
      )
    : undefined;
  const active = [unhealthy, grace]
    .filter((run) => run?.active === true)
    .sort((a, b) => (a?.activeSince ?? 0) - (b?.activeSince ?? 0));
  return {
    answer: conditionAnswer(rule, { answer, memory: active[0] }),
    memories: { [rule.name]: unhealthy, [graceName]: grace },
  };
}

/** A stale signal makes a direct rule unknown; a pressure rule keeps its last answer and makes nothing unknown. */
function conditionAnswer(
  rule: ConditionRule,
  { answer, memory }: { answer: Answer & { applies: true }; memory: ConditionMemory | undefined },
): RuleAnswer {
  const lastYes = memory !== undefined;
  if (rule.class === 'direct' && answer.holds === undefined) return { class: rule.class, says: 'unknown', lastYes };
  if (!memory) return { class: rule.class, says: 'no', lastYes };
  return { class: rule.class, says: 'yes', lastYes, evidence: conditionEvidence(rule, answer.fact, memory) };
}

function conditionEvidence(rule: ConditionRule, fact: Fact, memory: ConditionMemory): Evidence {
  return { rule: rule.name, class: rule.class, ...fact, since: memory.activeSince ?? memory.since };
}
