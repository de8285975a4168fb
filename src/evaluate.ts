import type { Command } from './domain/command.ts';
import type { HealthReport } from './domain/health.ts';
import type { Incidents } from './domain/incident.ts';
import type { Duration } from './domain/instant.ts';
import type { Language } from './domain/language.ts';
import type { IncidentMemory, Memory, NodeMemory } from './domain/memory.ts';
import type { NodeId } from './domain/node.ts';
import { emptyRecoveryMemory } from './domain/recovery.ts';
import type { Plan, RecoveryDecision } from './domain/recovery.ts';
import type { Result } from './domain/result.ts';
import type { ServiceGraph } from './domain/service-graph.ts';
import type { SeverityByEffect } from './domain/severity.ts';
import type { Observed } from './domain/signal.ts';
import type { SourceProblemOptions } from './domain/source-problem.ts';
import type { Verdicts } from './domain/verdict.ts';
import { derive } from './derive/derive.ts';
import { noLongerMissing } from './health/absence.ts';
import { assess } from './health/assess.ts';
import { track } from './incident/track.ts';
import { annotate } from './publish/annotate.ts';
import type { Annotations } from './publish/annotate.ts';
import { plan } from './publish/plan.ts';
import { advise as adviceOn } from './recovery/advise.ts';
import type { RecoveryInput, RecoveryTurn } from './recovery/input.ts';
import { recover } from './recovery/recover.ts';
import { toResult } from './report/to-result.ts';
import { wording } from './words/wording.ts';

/** What stays the same from cycle to cycle. */
export interface World {
  readonly graph: ServiceGraph;
  /** How often Linchpin polls: onsets that lie no further apart count as equal where the model says nothing else (semantics 4.4). */
  readonly interval: Duration;
  readonly language: Language;
  readonly severities: SeverityByEffect;
  /** `observe`: compute and show, raise nothing above Information. */
  readonly mode: 'publish' | 'observe';
  /** The technical name of the Zabbix host of a system, with `{system}` (contracts, `publish.host`). */
  readonly outputHost: string;
  /** What is written on the site's own problems behind incidents; absent where there is no Zabbix. */
  readonly sourceProblems?: SourceProblemOptions;
}

/** What follows from the health of the nodes: the answer to the question of semantics 1. */
export interface Conclusion {
  readonly health: HealthReport;
  readonly verdicts: Verdicts;
  readonly incidents: Incidents;
  /** Complete; `essential` leaves out what merely works. */
  readonly result: Result;
  readonly incidentMemory: IncidentMemory;
}

/** What one cycle computed: every stage's values, the next memory, and the commands to carry out. */
export interface Evaluation extends Conclusion {
  readonly memory: Memory;
  /** The node memories that differ from the cycle before. */
  readonly changedNodes: ReadonlyMap<NodeId, NodeMemory>;
  readonly commands: readonly Command[];
  /** What recovery decided, in this order; to be recorded, told and carried out. */
  readonly decisions: readonly RecoveryDecision[];
  /** What the site's own problems behind the incidents should show; absent where they were not read. */
  readonly annotations?: Annotations;
}

/** What a cycle is given: what was observed, and what recovery goes by; nothing is planned without. */
export type Given = Observed & { readonly recovery?: RecoveryGrounds };

/** What recovery goes by beside what the cycle found. */
export interface RecoveryGrounds extends Omit<
  RecoveryInput,
  'at' | 'incidents' | 'verdicts' | 'nodes' | 'whatIf' | 'isUnreadable'
> {
  /** What would be, if these nodes failed on top of a state (semantics 7). */
  readonly whatIf: (world: World, on: Assumed, fail: readonly NodeId[]) => Verdicts;
}

/** The state on which something is assumed. */
export interface Assumed {
  readonly health: HealthReport;
  readonly memory: Pick<Memory, 'incidents' | 'verdicts'>;
}

/** One cycle, from what was observed to what Zabbix must be told: the one place that knows the order of the stages. */
export function evaluate(world: World, memory: Memory, observed: Given): Evaluation {
  const { graph, mode, outputHost } = world;

  const { report: health, changed } = assess(graph, memory.nodes, observed);
  // Only with another model than in the cycle before can a replica have come back.
  const isSameModel = memory.verdicts?.graph === graph;
  const changedNodes = isSameModel ? changed : new Map([...noLongerMissing(graph, memory.nodes), ...changed]);
  const nodes = changedNodes.size > 0 ? new Map([...memory.nodes, ...changedNodes]) : memory.nodes;
  const found = judge(world, health, memory);
  const turn = recovering({ world, found, nodes }, memory, observed);
  const conclusion = { ...found, result: resultOf(world, found, turn?.memory.plans) };
  const { result, verdicts, incidentMemory: incidents } = conclusion;
  const highest = mode === 'observe' ? 1 : 5;
  const { commands, memory: publish } = plan(
    {
      at: observed.at,
      graph,
      result,
      self: observed.self,
      highest,
      outputHost,
      summary: summariser(world, conclusion),
    },
    memory.publish,
  );

  const annotations = annotationsOf(world, conclusion, { observed, memory });
  const next = {
    nodes,
    incidents,
    publish,
    annotations: annotations?.memory ?? memory.annotations,
    recovery: turn?.memory ?? memory.recovery,
    verdicts,
  };
  const decisions = turn?.decisions ?? [];
  return { ...conclusion, memory: next, changedNodes, commands, decisions, ...(annotations && { annotations }) };
}

/** What recovery makes of a cycle; nothing where no recovery is described and none goes on. */
function recovering(
  { world, found, nodes }: { readonly world: World; readonly found: Judgement; readonly nodes: Memory['nodes'] },
  memory: Memory,
  { at, unreadableSince, recovery }: Given,
): RecoveryTurn | undefined {
  const { recoveries } = world.graph.model;
  if (recovery === undefined || (recoveries.length === 0 && memory.recovery === emptyRecoveryMemory)) return undefined;
  const { whatIf, ...grounds } = recovery;
  const input = {
    ...grounds,
    ...lookedAt(world, found, whatIf),
    at,
    nodes,
    isUnreadable: unreadableSince !== undefined,
  };
  return recover(input, memory.recovery);
}

/** What is known, and how the twin is asked about it. */
export type AdviceGrounds = Pick<RecoveryGrounds, 'whatIf'> & Pick<Memory, 'nodes'>;

/** What recovery would do first about what was found, as far as the model alone decides that (see `recovery/advise.ts`). */
export function advise(world: World, found: Judgement, { whatIf, nodes }: AdviceGrounds): readonly Plan[] {
  return adviceOn({ ...lookedAt(world, found, whatIf), at: found.health.at, nodes });
}

/** What of a cycle recovery looks at, with the twin to ask about it. */
function lookedAt(
  world: World,
  { health, verdicts, incidents, incidentMemory }: Judgement,
  whatIf: RecoveryGrounds['whatIf'],
): Pick<RecoveryInput, 'incidents' | 'verdicts' | 'whatIf'> {
  const on = { health, memory: { incidents: incidentMemory, verdicts } };
  return { incidents: incidents.open, verdicts, whatIf: (fail) => whatIf(world, on, fail) };
}

/** Without an incident and without anything written before, nobody looks at the problems. */
function annotationsOf(
  { graph, language, sourceProblems: options }: World,
  { incidents: { open } }: Conclusion,
  { observed: { problems }, memory }: { readonly observed: Observed; readonly memory: Memory },
): Annotations | undefined {
  if (options === undefined || problems === undefined) return undefined;
  if (open.length === 0 && memory.annotations.size === 0) return { wishes: [], memory: memory.annotations };
  const words = wording(language, graph).annotation;
  return annotate({ graph, incidents: open, problems: problems(), options, words }, memory.annotations);
}

/** Sums up a system with the incidents named, as this cycle found them. */
function summariser(
  { language, graph }: World,
  { incidents, incidentMemory: { ended }, verdicts }: Conclusion,
): (system: NodeId, ids: readonly string[]) => string {
  const open = new Map(incidents.open.map((incident) => [incident.id, incident]));
  const { summary } = wording(language, graph);
  return (system, ids) => summary({ system, incidents: ids.flatMap((id) => open.get(id) ?? []), verdicts, ended });
}

/** What followed from the health of the nodes at a time of which the incidents are known: they are taken as they were. */
export function recall(world: World, health: HealthReport, incidents: Incidents): Omit<Conclusion, 'incidentMemory'> {
  const found = { health, verdicts: verdictsOf(world, health), incidents };
  return { ...found, result: resultOf(world, found) };
}

/** The stages after health: a cycle asks them what was observed, the twin what would be (semantics 7). */
export function conclude(
  world: World,
  health: HealthReport,
  memory: Pick<Memory, 'incidents' | 'verdicts'>,
): Conclusion {
  const found = judge(world, health, memory);
  return { ...found, result: resultOf(world, found) };
}

type Judgement = Omit<Conclusion, 'result'>;

function judge(world: World, health: HealthReport, memory: Pick<Memory, 'incidents' | 'verdicts'>): Judgement {
  const { graph, severities } = world;
  const verdicts = verdictsOf(world, health, memory.verdicts);
  const { incidents, memory: incidentMemory } = track({ graph, verdicts, severities }, memory.incidents);
  return { health, verdicts, incidents, incidentMemory };
}

function verdictsOf({ graph, interval }: World, health: HealthReport, before?: Verdicts): Verdicts {
  return derive(graph, health, { onsetTolerance: graph.model.defaults.onsetTolerance ?? interval, before });
}

function resultOf(
  { graph, language }: World,
  { verdicts, incidents }: Pick<Judgement, 'verdicts' | 'incidents'>,
  plans: readonly Plan[] = [],
): Result {
  return toResult({ graph, verdicts, incidents, plans, wording: wording(language, graph) });
}
