import type { Duration, Instant } from '../domain/instant.ts';
import { emptyMemory } from '../domain/memory.ts';
import type { Memory } from '../domain/memory.ts';
import type { Observation } from '../domain/signal.ts';
import { advise, evaluate } from '../evaluate.ts';
import type { AdviceGrounds, Conclusion, Evaluation, World } from '../evaluate.ts';
import { healthyReport } from '../twin/healthy.ts';
import { Replay } from '../twin/replay.ts';
import type { LeftOut } from '../twin/replay.ts';
import { whatIf } from '../twin/what-if.ts';
import type { Check, Series, TestCase } from './case.ts';
import { failuresOf } from './compare.ts';
import type { Failure } from './failure.ts';
import { momentsOf, pollsOf } from './timeline.ts';

/** How a case went: what did not hold, and what of its recording was left out. */
export interface CaseOutcome {
  readonly failures: readonly Failure[];
  readonly leftOut?: LeftOut;
}

/** Runs a case through the engine and tells what did not hold; `recording` holds the lines of the file that it names. */
export function runCase(world: World, testCase: TestCase, recording: readonly Observation[] = []): CaseOutcome {
  const { observed, fail, checks } = testCase;
  switch (observed.kind) {
    case 'nothing': {
      const healthy = healthyReport(world.graph, startOf(world.interval));
      const conclusion = whatIf(world, { fail, on: healthy });
      const found = { world, conclusion, nodes: emptyMemory.nodes };
      return { failures: checks.flatMap((check) => failuresAt(check, found)) };
    }
    case 'series': {
      const last = Math.max(0, ...checks.map(({ at }) => at ?? 0));
      const cycles = played(world, observed.series, last);
      return { failures: check(world, testCase, { start: startOf(world.interval), cycles }) };
    }
    case 'recording': {
      const replay = new Replay(world, world.interval);
      const start = recording[0]?.at ?? startOf(world.interval);
      const failures = check(world, testCase, { start, cycles: replayed(replay, recording) });
      return { failures, leftOut: replay.leftOut() };
    }
  }
}

/** The time at which cases begin that have none of their own: any will do, but a run must be like the one before. */
function startOf(interval: Duration): Instant {
  return Math.floor(1_800_000_000 / interval) * interval;
}

/** The cycles of a case that says what is observed, up to that of its last check. */
function* played(world: World, series: readonly Series[], last: Duration): Generator<Evaluation> {
  const { graph, interval } = world;
  const timeline = { graph, series, start: startOf(interval) };
  const poll = pollsOf(timeline);
  const between = momentsOf(timeline);
  let memory: Memory = emptyMemory;
  for (let cycle = 0; (cycle - 1) * interval < last; cycle++) {
    const at = timeline.start + cycle * interval;
    const observations = [...between(at - interval, at), ...poll(at)];
    const evaluation = evaluate(world, memory, { at, observations, intervals: new Map() });
    memory = evaluation.memory;
    yield evaluation;
  }
}

function* replayed(replay: Replay, recording: readonly Observation[]): Generator<Evaluation> {
  for (const observation of recording) yield* replay.take(observation);
  yield* replay.end();
}

/** Judges each check in the first cycle that ends at its time or later, and one without a time in the last cycle. */
function check(
  world: World,
  { checks, fail }: TestCase,
  { start, cycles }: { readonly start: Instant; readonly cycles: Iterable<Evaluation> },
): readonly Failure[] {
  const failures: Failure[] = [];
  let next = 0;
  let newest: Evaluation | undefined;
  const judge = (due: Check, evaluation: Evaluation): void => {
    const { health, memory } = evaluation;
    const conclusion = fail.length === 0 ? evaluation : whatIf(world, { fail, on: health, memory });
    failures.push(...failuresAt(due, { world, conclusion, nodes: memory.nodes }));
  };
  for (const evaluation of cycles) {
    newest = evaluation;
    for (let due = checks[next]; due?.at !== undefined && start + due.at <= evaluation.health.at; due = checks[next]) {
      judge(due, evaluation);
      next += 1;
    }
  }
  for (const due of checks.slice(next)) {
    if (due.at === undefined && newest !== undefined) judge(due, newest);
    else failures.push(neverReached(due, newest !== undefined));
  }
  return failures;
}

function neverReached({ at, position }: Check, hasCycles: boolean): Failure {
  const found = hasCycles ? 'the recording ends before' : 'the recording is empty';
  return { what: 'at', position, expected: at ?? null, found: null, differences: [found] };
}

/** What a check is about. */
interface Found {
  readonly world: World;
  readonly conclusion: Conclusion;
  readonly nodes: Memory['nodes'];
}

function failuresAt({ at, expectations }: Check, { world, conclusion, nodes }: Found): readonly Failure[] {
  const grounds: AdviceGrounds = {
    nodes,
    whatIf: (on, { health, memory }, fail) => whatIf(on, { fail, on: health, memory }).verdicts,
  };
  const failures = failuresOf(expectations, conclusion, () => advise(world, conclusion, grounds));
  return failures.map((failure) => ({ ...failure, ...(at !== undefined && { at }) }));
}
