import type { Command } from './domain/command.ts';
import type { HealthReport } from './domain/health.ts';
import type { Incidents } from './domain/incident.ts';
import type { Memory, NodeMemory } from './domain/memory.ts';
import type { NodeId } from './domain/node.ts';
import type { Result } from './domain/result.ts';
import type { ServiceGraph } from './domain/service-graph.ts';
import type { SeverityByEffect } from './domain/severity.ts';
import type { Observed } from './domain/signal.ts';
import type { Verdicts } from './domain/verdict.ts';

/** What stays the same from cycle to cycle. */
export interface World {
  readonly graph: ServiceGraph;
  readonly language: 'en';
  readonly severities: SeverityByEffect;
  /** `observe`: compute and show, raise nothing above Information. */
  readonly mode: 'publish' | 'observe';
  /** The technical name of the Zabbix host of a system, with `{system}` (contracts, `publish.host`). */
  readonly outputHost: string;
}

/** What one cycle computed: every stage's values, the next memory, and the commands to carry out. */
export interface Evaluation {
  readonly health: HealthReport;
  readonly verdicts: Verdicts;
  readonly incidents: Incidents;
  readonly result: Result;
  readonly memory: Memory;
  /** The node memories that differ from the cycle before. */
  readonly changedNodes: ReadonlyMap<NodeId, NodeMemory>;
  readonly commands: readonly Command[];
}

/** One cycle, from what was observed to what Zabbix must be told: the order of the stages. */
export function evaluate(_world: World, _memory: Memory, _observed: Observed): Evaluation {
  throw new Error('being written');
}
