import type { OwnHealth } from '../domain/health.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Effect } from '../domain/severity.ts';
import { functionStateOf, rollUpOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { adviceText, causeText, effectText } from './incident-text.ts';
import type { MessageKey } from './messages-en.ts';
import type { Speak } from './speak.ts';

/** What is summed up: a system, and its open incidents in the order of rank. */
export interface SummaryGrounds {
  readonly system: NodeId;
  readonly incidents: readonly Incident[];
  readonly verdicts: Verdicts;
}

/** How many incidents are told in full, how many in a line, and how many names a list has. */
const inFull = 6;
const inShort = 30;
const named = 8;

/** How long a text that comes from people may be in the summary, so that no single one hides the others. */
const longest = 400;

/**
 * The state of a system on half a page, for people who see nothing else (semantics 1): what is broken at the root, what
 * users lose, whether there is reserve, what to do. Plain lines, in UTC; it changes once a minute at least.
 */
export function summaryText(speak: Speak, grounds: SummaryGrounds): string {
  const { incidents } = grounds;
  const full = incidents.slice(0, inFull).map((incident) => incidentLines(speak, incident, grounds));
  const short = incidents.slice(inFull, inShort).map((incident) => shortLine(speak, incident, grounds));
  const more = incidents.length - full.length - short.length;
  const rest = [...short, ...(more > 0 ? [speak('summary.more', { count: more })] : [])];
  const blocks = [
    [headline(speak, grounds), subsystemsLine(speak, grounds), functionsLine(speak, grounds)],
    ...full,
    ...(rest.length > 0 ? [rest] : []),
    [seenLine(speak, grounds)],
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function headline(speak: Speak, grounds: SummaryGrounds): string {
  const { system, incidents, verdicts } = grounds;
  const name = verdicts.graph.systems.get(system)?.name ?? system;
  const state = rollUpOf(verdicts, system)?.state ?? 'unknown';
  if (state === 'unknown') return speak('summary.unknown', { name });
  if (state === 'failed') {
    const failing = incidents.filter(({ failed }) => failed.includes(system));
    const unplanned = failing.filter(({ planned }) => !planned);
    const isPlanned = failing.length > 0 && unplanned.length === 0;
    const since = Math.min(verdicts.health.at, ...(isPlanned ? failing : unplanned).map(({ onset }) => onset));
    return speak(isPlanned ? 'summary.planned' : 'summary.down', { name, since: when(since, verdicts) });
  }
  const worst = headlines.find(([effect]) => incidents.some(({ severity }) => severity === effect));
  return speak(worst?.[1] ?? (incidents.length > 0 ? 'summary.minor' : 'summary.well'), { name });
}

/** Of what is true at once, what a reader must know first. */
const headlines: readonly (readonly [Effect, MessageKey])[] = [
  ['at-risk', 'summary.at-risk'],
  ['unseen', 'summary.unseen'],
  ['unknown', 'summary.unseen'],
  ['warning', 'summary.warning'],
];

function subsystemsLine(speak: Speak, { system, verdicts }: SummaryGrounds): string {
  const ids = verdicts.graph.systems.get(system)?.subsystems ?? [];
  const states = ids.map((id) => [nameOf(id, verdicts), rollUpOf(verdicts, id)?.state ?? 'unknown'] as const);
  const those = namesBy(states);
  return [
    speak('summary.subsystems', { working: those('working').length, total: ids.length }),
    ...listed(speak, 'summary.down.list', those('failed')),
    ...listed(speak, 'summary.unknown.list', those('unknown')),
    '.',
  ].join('');
}

function functionsLine(speak: Speak, { system, verdicts }: SummaryGrounds): string {
  const { graph } = verdicts;
  const own = new Set(graph.systems.get(system)?.subsystems ?? []);
  const functions = graph.model.functions.filter(({ subsystem }) => own.has(subsystem));
  const those = namesBy(functions.map(({ id, name }) => [name, functionStateOf(verdicts, id) ?? 'unknown'] as const));
  return [
    speak('summary.functions', { working: those('available').length, total: functions.length }),
    ...listed(speak, 'summary.lost.list', those('lost')),
    ...listed(speak, 'summary.impaired.list', those('impaired')),
    ...listed(speak, 'summary.unknown.list', those('unknown')),
    '.',
  ].join('');
}

function namesBy<State>(
  states: readonly (readonly [name: string, state: State])[],
): (state: State) => readonly string[] {
  return (wanted) => states.flatMap(([name, state]) => (state === wanted ? [name] : []));
}

function listed(speak: Speak, key: MessageKey, names: readonly string[]): readonly string[] {
  return names.length > 0 ? [speak(key, { names: list(speak, names), count: names.length })] : [];
}

function incidentLines(speak: Speak, incident: Incident, { verdicts }: SummaryGrounds): readonly string[] {
  const { stale, symptoms } = incident;
  const cause = cut(causeText(speak, incident, verdicts.graph));
  const explained = symptoms.length > 0 ? speak('summary.symptoms', { count: symptoms.length }) : '';
  const isStale = stale ? 'yes' : 'no';
  return [
    speak('summary.incident', { ...heading(speak, incident, verdicts), stale: isStale }),
    `${speak('summary.root', { cause })}${explained}`,
    lostLine(speak, incident, verdicts),
    speak('summary.reserve', { reserve: reserveText(speak, incident) }),
    speak('summary.advice', { advice: cut(adviceText(speak, incident.action)) }),
  ].map((line, index) => (index === 0 ? line : `   ${line}`));
}

function shortLine(speak: Speak, incident: Incident, { verdicts }: SummaryGrounds): string {
  return speak('summary.incident.short', {
    ...heading(speak, incident, verdicts),
    cause: cut(causeText(speak, incident, verdicts.graph)),
    advice: cut(adviceText(speak, incident.action)),
  });
}

function heading(
  speak: Speak,
  incident: Incident,
  verdicts: Verdicts,
): Readonly<Record<'rank' | 'effect' | 'what' | 'since', string>> {
  return {
    rank: String(incident.rank),
    effect: speak(`summary.effect.${incident.severity}`),
    what: cut(effectText(speak, incident, verdicts.graph)),
    since: when(incident.onset, verdicts),
  };
}

function lostLine(speak: Speak, incident: Incident, verdicts: Verdicts): string {
  const names = (ids: readonly NodeId[], most: number): string =>
    list(
      speak,
      ids.map((id) => nameOf(id, verdicts)),
      most,
    );
  const { functionsLost: lost, functionsImpaired: impaired } = incident;
  const rest = impaired.length > 0 ? speak('summary.lost.impaired', { names: names(impaired, 3) }) : '';
  return `${lost.length > 0 ? speak('summary.lost', { names: names(lost, named) }) : speak(nothingLost(incident))}${rest}`;
}

function nothingLost({ severity, root }: Incident): MessageKey {
  switch (severity) {
    case 'at-risk':
      return 'summary.lost.none.yet';
    case 'unseen':
    case 'unknown':
      return kindOf(root) === 'source' || kindOf(root) === 'server'
        ? 'summary.lost.not-known'
        : 'summary.lost.none.yet';
    case 'critical':
    case 'warning':
    case 'planned':
      return 'summary.lost.none';
  }
}

function reserveText(speak: Speak, { severity, reserve, shards }: Incident): string {
  if (severity === 'critical') return speak('summary.reserve.down');
  if (severity === 'unseen' || severity === 'unknown') return speak('summary.reserve.not-known');
  if (shards.length === 0) return speak('summary.reserve.untouched');
  if (reserve === null) return speak('summary.reserve.endless');
  return reserve === 0 ? speak('summary.reserve.none') : speak('summary.reserve.some', { count: reserve });
}

/** So many of the model's containers and servers are known to be well or not: nobody may take silence for health. */
function seenLine(speak: Speak, { verdicts: { health, graph } }: SummaryGrounds): string {
  const containers = health.containers.filter((own) => own !== undefined);
  const servers = health.resources.filter((_, index) => kindOf(graph.topology.resourceIds[index] ?? '') === 'server');
  const at = moment(health.at);
  return speak('summary.seen', {
    at,
    containers: containers.filter(isKnown).length,
    allContainers: containers.length,
    servers: servers.filter(isKnown).length,
    allServers: servers.length,
  });
}

function isKnown({ state }: OwnHealth): boolean {
  return state !== 'unknown';
}

function nameOf(id: NodeId, { graph }: Verdicts): string {
  return cut((graph.functions.get(id) ?? graph.subsystems.get(id))?.name ?? id);
}

function list(speak: Speak, names: readonly string[], most = named): string {
  if (names.length <= most) return names.join(', ');
  return speak('names.more', { names: names.slice(0, most).join(', '), more: names.length - most });
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** The time of day, with the date where that is another day. */
function when(instant: Instant, { health }: Verdicts): string {
  const told = moment(instant);
  return told.slice(0, 10) === moment(health.at).slice(0, 10) ? told.slice(11) : told;
}

function moment(instant: Instant): string {
  return `${toIso(instant).slice(0, 16).replace('T', ' ')} UTC`;
}
