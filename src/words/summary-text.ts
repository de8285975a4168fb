import type { OwnHealth } from '../domain/health.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { isWithin } from '../domain/service-graph.ts';
import type { Effect } from '../domain/severity.ts';
import { rollUpOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { adviceText, causeText, effectText, nodeName } from './incident-text.ts';
import type { MessageKey } from './messages-en.ts';
import type { Speak } from './speak.ts';
import { cut, listOf, nameOf } from './summary-names.ts';
import type { SummaryGrounds } from './summary-names.ts';
import { reserveText } from './summary-reserve-text.ts';
import { isPartlyUnseen, stateLines } from './summary-state-text.ts';

/** How many incidents are told in full, and how many in a line. */
const inFull = 6;
const inShort = 30;

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
    [headline(speak, grounds), ...stateLines(speak, grounds)],
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
  if (worst !== undefined) return speak(worst[1], { name, names: spentPods(speak, grounds) });
  if (isPartlyUnseen(grounds)) return speak('summary.unseen', { name });
  return incidents.length > 0 ? speak('summary.minor', { name }) : wellText(speak, name, grounds);
}

/** With the newest incident that ended, while it is remembered: how long all has been well is worth knowing. */
function wellText(speak: Speak, name: string, { system, ended, verdicts }: SummaryGrounds): string {
  const { graph } = verdicts;
  const isOwn = ({ shards }: Incident): boolean => shards.some((id) => isWithin(id, system, graph));
  const last = ended
    .filter(({ incident }) => isOwn(incident))
    .toSorted((a, b) => (a.closedAt ?? 0) - (b.closedAt ?? 0))
    .at(-1);
  if (last?.closedAt === undefined) return speak('summary.well', { name });
  const root = cut(nodeName(speak, last.incident.root, graph));
  return speak('summary.well.since', { name, root, ended: when(last.closedAt, verdicts) });
}

/** In which pods the next failure may be the one too many. */
function spentPods(speak: Speak, { incidents, verdicts }: SummaryGrounds): string {
  const shards = incidents.filter(({ severity }) => severity === 'at-risk').flatMap((incident) => incident.shards);
  const spent = shards.filter((id) => rollUpOf(verdicts, id)?.reserve === 0);
  const pods = new Set(spent.flatMap((id) => verdicts.graph.shards.get(id)?.pod ?? []));
  return listOf(
    speak,
    [...pods].map((id) => nameOf(id, verdicts)),
    3,
  );
}

/** Of what is true at once, what a reader must know first. */
const headlines: readonly (readonly [Effect, MessageKey])[] = [
  ['at-risk', 'summary.at-risk'],
  ['unseen', 'summary.unseen'],
  ['unknown', 'summary.unseen'],
  ['warning', 'summary.warning'],
];

function incidentLines(speak: Speak, incident: Incident, { verdicts }: SummaryGrounds): readonly string[] {
  const { stale, symptoms } = incident;
  const cause = cut(causeText(speak, incident, verdicts.graph));
  const explained = symptoms.length > 0 ? speak('summary.symptoms', { count: symptoms.length }) : '';
  const isStale = stale ? 'yes' : 'no';
  return [
    speak('summary.incident', { ...heading(speak, incident, verdicts), stale: isStale }),
    `${speak('summary.root', { cause })}${explained}`,
    lostLine(speak, incident, verdicts),
    speak('summary.reserve', { reserve: reserveText(speak, incident, verdicts) }),
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
  const names = (ids: readonly NodeId[], most?: number): string =>
    listOf(
      speak,
      ids.map((id) => nameOf(id, verdicts)),
      most,
    );
  const { functionsLost: lost, functionsImpaired: impaired } = incident;
  const rest = impaired.length > 0 ? speak('summary.lost.impaired', { names: names(impaired, 3) }) : '';
  return `${lost.length > 0 ? speak('summary.lost', { names: names(lost) }) : speak(nothingLost(incident))}${rest}`;
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

/** The time of day, with the date where that is another day. */
function when(instant: Instant, { health }: Verdicts): string {
  const told = moment(instant);
  return told.slice(0, 10) === moment(health.at).slice(0, 10) ? told.slice(11) : told;
}

function moment(instant: Instant): string {
  return `${toIso(instant).slice(0, 16).replace('T', ' ')} UTC`;
}
