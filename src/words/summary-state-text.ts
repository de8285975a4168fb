import type { Incident } from '../domain/incident.ts';
import type { NodeId } from '../domain/node.ts';
import { isWithin, podsOfSystem } from '../domain/service-graph.ts';
import { functionStateOf, rollUpOf } from '../domain/verdict.ts';
import type { MessageKey } from './messages-en.ts';
import type { Speak } from './speak.ts';
import { listing, references } from './summary-names.ts';
import type { SummaryGrounds } from './summary-names.ts';

/**
 * Subsystems, functions and reserve of a system, a line each (semantics 5): what is not well is named, with the incidents
 * behind it, so that no colour on a dashboard is left unexplained.
 */
export function stateLines(speak: Speak, grounds: SummaryGrounds): readonly string[] {
  return [subsystemsLine(speak, grounds), functionsLine(speak, grounds), reserveLine(speak, grounds)];
}

/** How a subsystem or pod stands, as far as readers are told. */
type Standing = 'well' | 'down' | 'no-reserve' | 'by-design' | 'on-reserve' | 'partly' | 'unknown';

function subsystemsLine(speak: Speak, grounds: SummaryGrounds): string {
  const { verdicts, system } = grounds;
  const ids = verdicts.graph.systems.get(system)?.subsystems ?? [];
  const working = ids.filter((id) => rollUpOf(verdicts, id)?.state === 'working').length;
  return line(speak('summary.subsystems', { working, total: ids.length }), {
    speak,
    grounds,
    ids,
    lists: [
      ['down', 'summary.down.list'],
      ['no-reserve', 'summary.no-reserve.list'],
      ['on-reserve', 'summary.on-reserve.list'],
      ['partly', 'summary.partly.list'],
      ['unknown', 'summary.unknown.list'],
    ],
    standing: (id) => subsystemStanding(id, grounds),
  });
}

/** Whether data are missing of a pod that a system needs, though it may be seen to work without them. */
export function isPartlyUnseen(grounds: SummaryGrounds): boolean {
  return podsOfSystem(grounds.system, grounds.verdicts.graph).some((id) => podStanding(id, grounds) === 'unknown');
}

/** A pod of a system that bears no more failures does so by an incident, or by design: then all of it works. */
function reserveLine(speak: Speak, grounds: SummaryGrounds): string {
  const ids = podsOfSystem(grounds.system, grounds.verdicts.graph);
  const bearing = ids.filter((id) => podStanding(id, grounds) === 'well').length;
  return line(speak('summary.bearing', { bearing, total: ids.length }), {
    speak,
    grounds,
    ids,
    lists: [
      ['down', 'summary.down.list'],
      ['no-reserve', 'summary.spent.list'],
      ['by-design', 'summary.by-design.list'],
      ['unknown', 'summary.not-known.list'],
    ],
    standing: (id) => podStanding(id, grounds),
  });
}

interface Line {
  readonly speak: Speak;
  readonly grounds: SummaryGrounds;
  readonly ids: readonly NodeId[];
  readonly standing: (id: NodeId) => Standing;
  readonly lists: readonly (readonly [standing: Standing, key: MessageKey])[];
}

function line(begin: string, { speak, grounds, ids, standing, lists }: Line): string {
  const { verdicts } = grounds;
  const behind = (id: NodeId): readonly Incident[] => incidentsOn(id, grounds);
  const standings = ids.map(standing);
  const those = (wanted: Standing): readonly NodeId[] => ids.filter((_, index) => standings[index] === wanted);
  const parts = lists.flatMap(([wanted, key]) => listing(speak, key, { ids: those(wanted), behind, verdicts }));
  return `${[begin, ...parts].join('')}.`;
}

/** A subsystem has the colour of the worst that incidents do to it; what is planned colours nothing (semantics 6). */
function subsystemStanding(id: NodeId, grounds: SummaryGrounds): Standing {
  const { verdicts } = grounds;
  const own = rollUpOf(verdicts, id);
  if (own?.state !== 'working') return own?.state === 'failed' ? 'down' : 'unknown';
  const touched = incidentsOn(id, grounds)
    .filter(({ planned }) => !planned)
    .flatMap(({ shards }) => shards.filter((shard) => isWithin(shard, id, grounds.verdicts.graph)))
    .map((shard) => rollUpOf(verdicts, shard));
  if (touched.some((shard) => shard?.state === 'working' && shard.reserve === 0)) return 'no-reserve';
  if (own.reserveLacksData || touched.some((shard) => shard?.state !== 'working')) return 'partly';
  return touched.length > 0 ? 'on-reserve' : 'well';
}

function podStanding(id: NodeId, grounds: SummaryGrounds): Standing {
  const own = rollUpOf(grounds.verdicts, id);
  if (own?.state === 'failed') return 'down';
  if (own?.state !== 'working' || own.reserveLacksData) return 'unknown';
  if (own.reserve !== 0) return 'well';
  return incidentsOn(id, grounds).length > 0 ? 'no-reserve' : 'by-design';
}

/** The incidents that touch a subsystem or pod; of one that is down those that it failed by. */
function incidentsOn(id: NodeId, grounds: SummaryGrounds): readonly Incident[] {
  const touching = grounds.incidents.filter(({ shards }) =>
    shards.some((shard) => isWithin(shard, id, grounds.verdicts.graph)),
  );
  const failing = touching.filter(({ failed }) => failed.includes(id));
  return failing.length > 0 ? failing : touching;
}

function functionsLine(speak: Speak, { system, incidents, verdicts }: SummaryGrounds): string {
  const { graph } = verdicts;
  const own = new Set(graph.systems.get(system)?.subsystems ?? []);
  const ids = graph.model.functions.filter(({ subsystem }) => own.has(subsystem)).map(({ id }) => id);
  const those = (state: string): readonly NodeId[] =>
    ids.filter((id) => (functionStateOf(verdicts, id) ?? 'unknown') === state);
  const impaired = those('impaired');
  const impairing = incidents.filter(({ functionsImpaired }) => functionsImpaired.some((id) => impaired.includes(id)));
  const behind = (id: NodeId): readonly Incident[] => incidents.filter(({ functionsLost: lost }) => lost.includes(id));
  const parts = [
    speak('summary.functions', { working: those('available').length, total: ids.length }),
    ...listing(speak, 'summary.lost.list', { ids: those('lost'), behind, verdicts }),
    ...(impaired.length > 0 ? [speak('summary.impaired.list', { count: impaired.length })] : []),
    ...(impaired.length > 0 ? [references(speak, impairing)] : []),
    ...listing(speak, 'summary.unknown.list', { ids: those('unknown'), behind: () => [], verdicts }),
  ];
  return `${parts.join('')}.`;
}
