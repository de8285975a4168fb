import { functionStateNumbers, itemKeys, slotCount, stateNumbers } from '../domain/item-keys.ts';
import type { DiscoveryKind } from '../domain/item-keys.ts';
import { byId, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Result, ResultIncident, ResultNode } from '../domain/result.ts';
import { podsOfSystem } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Severity } from '../domain/severity.ts';
import type { System } from '../domain/model.ts';
import type { SelfObservation } from '../domain/signal.ts';
import { rootCauses } from './concerns.ts';
import { metricsText } from './metrics.ts';
import { bytesOf, largestText, withinItem } from './within-item.ts';

/** What a system's Zabbix host should show, by item key. */
export type Shown = ReadonlyMap<string, string | number>;

/** What is shown follows from this. */
export interface Showing {
  readonly graph: ServiceGraph;
  readonly result: Result;
  /** The open incidents that concern each system, in the order of rank. */
  readonly incidents: ReadonlyMap<NodeId, readonly ResultIncident[]>;
  readonly self: SelfObservation | undefined;
  /** Sums a system up in words; its open incidents are given by id, in the order of rank. */
  readonly summary: (system: NodeId, incidents: readonly string[]) => string;
  /** Nothing is shown with a higher severity (contracts, `publish.mode: observe`). */
  readonly highest: Severity;
}

/** The low-level discovery values of a system: its subsystems, pods and functions. */
export function discovered(system: System, graph: ServiceGraph): Shown {
  const subsystems = system.subsystems.flatMap((id) => graph.subsystems.get(id) ?? []);
  const isPart = new Set<NodeId>(system.subsystems);
  const rows: Readonly<Record<DiscoveryKind, readonly Row[]>> = {
    subsystem: subsystems.map(({ id, name }) => row(id, name, name)),
    pod: podsOfSystem(system.id, graph)
      .toSorted(byId)
      .map((id) => row(id, graph.pods.get(id)?.name ?? id, subsystemNames(id, graph))),
    function: graph.model.functions
      .filter(({ subsystem }) => isPart.has(subsystem))
      .map(({ id, name, subsystem }) => row(id, name, graph.subsystems.get(subsystem)?.name ?? subsystem)),
  };
  return new Map(
    (Object.keys(rows) as DiscoveryKind[]).map((kind) => [itemKeys.discovery(kind), JSON.stringify(rows[kind])]),
  );
}

type Row = Readonly<Record<'{#ID}' | '{#NAME}' | '{#SUBSYSTEM}', string>>;

function row(id: NodeId, name: string, subsystem: string): Row {
  return { '{#ID}': localId(id), '{#NAME}': name, '{#SUBSYSTEM}': subsystem };
}

function subsystemNames(pod: NodeId, graph: ServiceGraph): string {
  return (graph.subsystemsOf.get(pod) ?? []).map((id) => graph.subsystems.get(id)?.name ?? localId(id)).join(', ');
}

/** The states, severities and lists of a system's host; the slots are apart, since their order of sending matters. */
export function shown(system: System, showing: Showing): Shown {
  const { graph, result } = showing;
  const values = new Map<string, string | number>();
  const nodes = new Map([...result.systems, ...result.subsystems, ...result.pods].map((node) => [node.id, node]));
  const incidents = showing.incidents.get(system.id) ?? [];
  const causeOf = rootCauses(incidents, graph);
  const put = (id: NodeId, key: (part: 'severity' | 'state' | 'reserve' | 'rootcause') => string): void => {
    const node = nodes.get(id);
    if (!node || node.state === 'off') return;
    values.set(key('severity'), Math.min(node.severity, showing.highest));
    values.set(key('state'), stateNumbers[node.state]);
    values.set(key('reserve'), node.reserve ?? -1);
    values.set(key('rootcause'), isWell(node) ? '' : withinItem(causeOf(node.id) ?? ''));
  };
  put(system.id, (part) => itemKeys.system(part));
  for (const id of system.subsystems) put(id, (part) => itemKeys.subsystem(part, localId(id)));
  for (const id of podsOfSystem(system.id, graph).toSorted(byId)) put(id, (part) => itemKeys.pod(part, localId(id)));
  const functions = result.functions.filter(({ id }) => isFunctionOf(id, system, graph));
  for (const { id, state } of functions) {
    if (state !== 'off') values.set(itemKeys.functionState(localId(id)), functionStateNumbers[state]);
  }
  values.set(
    itemKeys.functionsLost,
    withinItem(
      functions
        .filter(({ state }) => state === 'lost')
        .map(({ name }) => name)
        .join(', '),
    ),
  );
  const ranked = incidents.map(({ id }) => id);
  values.set(itemKeys.summary, withinItem(showing.summary(system.id, ranked)));
  values.set(itemKeys.incidents, incidentList(incidents));
  values.set(itemKeys.blind, incidents.some(({ root }) => root.startsWith('source/')) ? 1 : 0);
  values.set(itemKeys.health, showing.self?.unwell === true || showing.self?.modelRefused === true ? 0 : 1);
  values.set(itemKeys.modelRefused, showing.self?.modelRefused === true ? 1 : 0);
  if (showing.self) {
    values.set(itemKeys.cycleTime, Math.round(showing.self.cycleTime * 1000) / 1000);
    values.set(itemKeys.outbox, showing.self.outbox);
    values.set(itemKeys.cycleMissed, showing.self.missed);
    values.set(itemKeys.metrics, metricsText(result, showing.self));
  }
  return values;
}

function isFunctionOf(id: NodeId, system: System, graph: ServiceGraph): boolean {
  const subsystem = graph.functions.get(id)?.subsystem;
  return subsystem !== undefined && system.subsystems.includes(subsystem);
}

function isWell({ severity, state }: ResultNode): boolean {
  return severity === 0 && state === 'working';
}

/** Whether a part of a system is down, and why. */
export interface Outage {
  /** The item that says so. */
  readonly key: string;
  readonly state: ResultNode['state'];
  /** Empty while it is not down, while that is planned, and where only observing is wanted. */
  readonly reason: string;
}

/** Of the system, its subsystems and its pods that are not switched off, why they are down. */
export function outages(system: System, showing: Showing): readonly Outage[] {
  const { result, highest } = showing;
  const incidents = (showing.incidents.get(system.id) ?? []).filter(({ planned }) => !planned);
  const nodes = new Map([...result.systems, ...result.subsystems, ...result.pods].map((node) => [node.id, node]));
  const outage = (id: NodeId, key: string): readonly Outage[] => {
    const state = nodes.get(id)?.state;
    if (state === undefined || state === 'off') return [];
    const isDown = state === 'failed' && highest >= 5;
    const reason = isDown ? incidents.find(({ failed }) => failed.includes(id))?.text : undefined;
    return [{ key, state, reason: reason ?? '' }];
  };
  return [
    ...outage(system.id, itemKeys.system('outage')),
    ...system.subsystems.flatMap((id) => outage(id, itemKeys.subsystem('outage', localId(id)))),
    ...podsOfSystem(system.id, showing.graph)
      .toSorted(byId)
      .flatMap((id) => outage(id, itemKeys.pod('outage', localId(id)))),
  ];
}

/** The ranked list as JSON, as many of the best ranked as a text item holds. */
function incidentList(incidents: readonly ResultIncident[]): string {
  const rows = incidents.slice(0, slotCount).map((incident) => ({
    id: incident.id,
    rank: incident.rank,
    severity: incident.severity,
    zabbixSeverity: incident.zabbixSeverity,
    root: incident.root,
    text: incident.text,
    onset: incident.onset,
    stale: incident.stale,
    symptoms: incident.symptoms.length,
    functionsLost: incident.functionsLost,
    functionsImpaired: incident.functionsImpaired,
    reserve: incident.reserve,
    action: incident.action,
  }));
  while (rows.length > 1 && bytesOf(JSON.stringify(rows)) > largestText) rows.pop();
  return JSON.stringify(rows);
}
