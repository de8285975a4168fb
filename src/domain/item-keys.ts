import { localId } from './node.ts';
import type { NodeId, NodeKind } from './node.ts';
import type { Effect } from './severity.ts';
import type { Tag } from './zabbix.ts';

/** The item keys of contracts, "Zabbix objects": what `publish` fills and provisioning creates. */
export const itemKeys = {
  system: (part: NodePart): string => `linchpin.system.${part}`,
  subsystem: (part: NodePart, id: string): string => `linchpin.subsystem.${part}[${id}]`,
  pod: (part: NodePart, id: string): string => `linchpin.pod.${part}[${id}]`,
  functionState: (id: string): string => `linchpin.function.state[${id}]`,
  functionsLost: 'linchpin.functions.lost',
  slot: (part: SlotPart, slot: number): string => `linchpin.incident.${part}[${slot}]`,
  /** The value that raises a slot's problem: `slotProblemValue`. */
  slotProblem: (slot: number): string => `linchpin.incident.problem[${slot}]`,
  /** The system's state on half a page: what dashboards show. */
  summary: 'linchpin.summary',
  incidents: 'linchpin.incidents',
  incidentsMore: 'linchpin.incidents.more',
  heartbeat: 'linchpin.heartbeat',
  health: 'linchpin.health',
  blind: 'linchpin.blind',
  modelRefused: 'linchpin.model.refused',
  cycleTime: 'linchpin.cycle.time',
  cycleMissed: 'linchpin.cycle.missed',
  outbox: 'linchpin.outbox',
  /** One value that holds what the next ones say. */
  metrics: 'linchpin.metrics',
  leader: 'linchpin.leader',
  staleness: 'linchpin.staleness',
  observations: 'linchpin.observations',
  stageTime: (stage: string): string => `linchpin.cycle.stage[${stage}]`,
  incidentCount: (effect: Effect): string => `linchpin.incidents.count[${effect}]`,
  nodeCount: (kind: NodeKind, state: string): string => `linchpin.nodes.count[${kind},${state}]`,
  discovery: (kind: DiscoveryKind): string => `linchpin.${kind}.discovery`,
} as const;

/** What is shown of a system, subsystem or pod; `outage` raises its problem: why it is down, empty while it is not. */
export type NodePart = 'severity' | 'state' | 'reserve' | 'rootcause' | 'outage';

/** What a slot shows of an incident. */
export type SlotPart = 'text' | 'severity' | 'root' | 'action';

/** What is shown of an incident beside its problem; the order means nothing, since the problem is one value by itself. */
export const slotParts: readonly SlotPart[] = ['root', 'action', 'text', 'severity'];

/** What the low-level discovery rules find. */
export type DiscoveryKind = 'subsystem' | 'pod' | 'function';

/** How many incidents have a slot of their own in Zabbix. */
export const slotCount = 50;

/** The technical name of a system's host: `template` with the system's id for `{system}` (contracts, `publish.host`). */
export function outputHost(template: string, system: NodeId): string {
  return template.replaceAll('{system}', localId(system));
}

/** The template and the tag that marks all of Linchpin's output, so that it is never read back as input. */
export const templateName = 'Linchpin by Zabbix trapper';
export const outputTag = { tag: 'linchpin', value: 'output' } as const;

/** Whether what has these tags is Linchpin's own output. */
export function isOwnOutput(tags: readonly Tag[]): boolean {
  return tags.some(({ tag, value }) => tag === outputTag.tag && value === outputTag.value);
}

/** The numbers of `.state` items: 0 failed, 1 working, 2 unknown; functions have 3 impaired besides. */
export const stateNumbers = { failed: 0, working: 1, unknown: 2 } as const;
export const functionStateNumbers = { lost: 0, available: 1, unknown: 2, impaired: 3 } as const;
