import type { Instant } from '../domain/instant.ts';
import type { TriggerMapping } from '../domain/mapping.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observation } from '../domain/signal.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import type { Bindings, Watch } from './bindings.ts';
import type { CompiledMapping } from './compile.ts';
import { matchTrigger } from './match.ts';
import type { Match } from './match.ts';

/** A problem that was told: since when it is or was open, and when it was told last. */
export interface ToldProblem {
  readonly since: Instant;
  readonly toldAt: Instant;
}

/** Enough for the all-clear to be later than the problem. */
const justLater = 0.001;

/**
 * An open problem counts from when it began and still now. None gives `ok`, with the time at which what its trigger
 * judges was heard: what nobody looks at is not shown as working, and goes stale by itself. Where an item measures the
 * signal itself, it says when all is well.
 */
export function problemSignals(
  snapshot: ZabbixSnapshot,
  grounds: { readonly compiled: CompiledMapping; readonly bindings: Bindings },
  before: ReadonlyMap<string, ToldProblem>,
): { readonly observations: readonly Observation[]; readonly told: ReadonlyMap<string, ToldProblem> } {
  const { bindings } = grounds;
  const open = openProblems(snapshot, grounds);
  const observations: Observation[] = [];
  const told = new Map<string, ToldProblem>();
  for (const [key, { since, match }] of open) {
    const { node, signal, line } = match;
    if (since < snapshot.at) observations.push({ at: since, node, signal, value: line.problem });
    observations.push({ at: snapshot.at, node, signal, value: line.problem });
    told.set(key, { since, toldAt: snapshot.at });
  }
  for (const [key, watch] of bindings.watched) {
    if (open.has(key) || bindings.measured.has(key)) continue;
    const last = before.get(key);
    const heardAt = heardAtAll(watch, bindings, snapshot);
    if (last !== undefined && (heardAt === undefined || heardAt <= last.toldAt)) told.set(key, last);
    const at = heardAt === undefined ? undefined : okAt(heardAt, last);
    if (at !== undefined) observations.push({ at, node: watch.node, signal: watch.signal, value: watch.line.ok });
  }
  return { observations, told };
}

// A problem may be over by a value that is older than the time at which it was last told. But one that somebody
// closed, with no value since it began, is over for nobody who looks.
function okAt(heardAt: Instant, last: ToldProblem | undefined): Instant | undefined {
  if (last === undefined || heardAt > last.toldAt) return heardAt;
  return heardAt > last.since ? last.toldAt + justLater : undefined;
}

/** When all that the triggers of a signal judge was last heard together: the oldest of the newest values; `undefined` where none was. */
function heardAtAll({ triggers }: Watch, { working }: Bindings, { heardAt }: ZabbixSnapshot): Instant | undefined {
  let oldest: Instant | undefined;
  for (const items of triggers) {
    const heard = items.map((itemId) => (working.has(itemId) ? heardAt.get(itemId) : undefined));
    // A trigger that lacks a value judges nothing; the others of the signal still do.
    for (const at of heard.every((each) => each !== undefined) ? heard : []) oldest = Math.min(oldest ?? at, at);
  }
  return oldest;
}

interface OpenProblem {
  readonly since: Instant;
  readonly match: Match<TriggerMapping>;
}

function openProblems(
  { problems }: ZabbixSnapshot,
  { compiled, bindings }: { readonly compiled: CompiledMapping; readonly bindings: Bindings },
): ReadonlyMap<string, OpenProblem> {
  const open = new Map<string, OpenProblem>();
  for (const problem of problems) {
    for (const hostId of problem.hostIds) {
      const view = bindings.views.get(hostId);
      for (const match of view === undefined ? [] : matchTrigger(compiled.triggerLines, view, problem)) {
        const key = signalKey(match.node, match.signal);
        const known = open.get(key);
        const best = known !== undefined && known.match.order <= match.order ? known.match : match;
        open.set(key, { since: Math.min(known?.since ?? problem.at, problem.at), match: best });
      }
    }
  }
  return open;
}
