import { addTo } from '../domain/gather.ts';
import type { Incident, IncidentId } from '../domain/incident.ts';
import { byText, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { serverOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { lazily } from '../domain/lazily.ts';
import { signalKey } from '../domain/signal.ts';
import type { Duration } from '../domain/instant.ts';
import type {
  Annotation,
  AnnotationCause,
  AnnotationMemory,
  AnnotationRole,
  AnnotationWish,
  AnnotationWords,
  SourceProblem,
  SourceProblemOptions,
} from '../domain/source-problem.ts';
import type { EventId } from '../domain/zabbix.ts';

/** What annotations follow from. */
export interface AnnotationGrounds {
  readonly graph: ServiceGraph;
  /** The open ones, in the order of rank. */
  readonly incidents: readonly Incident[];
  /** All that are open, whatever they are about. */
  readonly problems: readonly SourceProblem[];
  readonly options: SourceProblemOptions;
  readonly words: AnnotationWords;
}

/** What each problem should show, and what to remember before anything of it is written. */
export interface Annotations {
  readonly wishes: readonly AnnotationWish[];
  readonly memory: AnnotationMemory;
}

/** How long before an incident's onset a problem may have begun that follows from it: triggers may be quicker than rules. */
const before: Duration = 600;

/** The severity that symptoms are lowered to: they need no attention of their own (semantics 6). */
const symptomSeverity = 1;

/** Zabbix takes so many characters (manual, `event.acknowledge`). */
const longestComment = 2048;

/** Nobody reads more than this. */
const longestText = 1400;

/** Ends the comment on what no incident is behind any more. */
const overMarker = '[Linchpin: over]';

/**
 * What the site's own problems behind the open incidents should show, and which of those written on before are to be
 * taken back. A problem belongs to one incident: to one whose root it stands at rather than to one that it follows
 * from; of several to the one that it belonged to, else to the best ranked.
 */
export function annotate(grounds: AnnotationGrounds, memory: AnnotationMemory): Annotations {
  const { problems, options } = grounds;
  const isWanted = options.comment || options.rank || options.severity || options.acknowledge;
  const assigned = isWanted ? assign(grounds, memory) : new Map<EventId, Assigned>();
  const leads = leadsOf([...assigned.values()], memory);
  const wishes: AnnotationWish[] = [];
  const next = new Map<EventId, Annotation>();
  const texts = textsOf(grounds, leads);
  const led = new Set(problems.flatMap(({ causeEventId }) => causeEventId ?? []));
  for (const problem of problems) {
    const known = memory.get(problem.eventId);
    const belongs = assigned.get(problem.eventId);
    if (belongs === undefined) {
      if (known === undefined) continue;
      const { incident: _, isLead: __, ...rest } = known;
      next.set(problem.eventId, rest);
      wishes.push({ problem, role: 'over', ...(options.comment && said(grounds.words.over(), overMarker)) });
      continue;
    }
    const lead = leads.get(belongs.incident.id);
    const isLead = lead?.eventId === problem.eventId;
    const text = texts.get(belongs.incident.id)?.[belongs.role] ?? (() => '');
    const wish = wishFor(belongs, { lead, isLead, text }, options);
    wishes.push(led.has(problem.eventId) ? { ...wish, hasSymptoms: true } : wish);
    const { isLead: _, ...rest } = known ?? {};
    next.set(problem.eventId, { ...rest, incident: belongs.incident.id, ...(isLead && { isLead }) });
  }
  return { wishes, memory: isSame(memory, next) ? memory : next };
}

interface Assigned {
  readonly problem: SourceProblem;
  readonly incident: Incident;
  readonly role: Exclude<AnnotationRole, 'over'>;
  /** Its trigger judges what is the evidence of the incident. */
  readonly isEvidence: boolean;
}

interface Part {
  readonly incident: Incident;
  readonly role: Assigned['role'];
  readonly evidence: ReadonlySet<string>;
}

function assign(
  { graph, incidents, problems }: AnnotationGrounds,
  memory: AnnotationMemory,
): ReadonlyMap<EventId, Assigned> {
  const assigned = new Map<EventId, Assigned>();
  if (incidents.length === 0) return assigned;
  const parts = partsOf(incidents, graph);
  for (const problem of problems) {
    const found = problem.nodes.flatMap((node) => parts.get(node) ?? []).filter((part) => concerns(problem, part));
    const kept = memory.get(problem.eventId)?.incident;
    const order = ({ role, incident }: Part): number =>
      (role === 'root' ? 0 : 2) * incidents.length + (incident.id === kept ? -1 : incident.rank);
    const [first] = found.toSorted((a, b) => order(a) - order(b));
    if (first === undefined) continue;
    const { incident, role } = first;
    assigned.set(problem.eventId, { problem, incident, role, isEvidence: isEvidence(problem, first) });
  }
  return assigned;
}

/** What was there long before is no consequence; but a root's own matter may have been told long before it was one. */
function concerns(problem: SourceProblem, part: Part): boolean {
  return problem.at >= part.incident.onset - before || isEvidence(problem, part);
}

function isEvidence({ signals }: SourceProblem, { evidence }: Part): boolean {
  return signals.some((signal) => evidence.has(signal));
}

/** What each node is to which incidents. */
function partsOf(incidents: readonly Incident[], graph: ServiceGraph): ReadonlyMap<NodeId, readonly Part[]> {
  const parts = new Map<NodeId, Part[]>();
  for (const incident of incidents) {
    const evidence = new Set(incident.evidence.map(({ node, signal }) => signalKey(node, signal)));
    const roots = rootNodes(incident);
    for (const node of roots) addTo(parts, node, { incident, role: 'root', evidence });
    for (const node of symptomNodes(incident, graph)) {
      if (!roots.has(node)) addTo(parts, node, { incident, role: 'symptom', evidence });
    }
  }
  return parts;
}

/** The containers of a common cause are the root (semantics 6). */
function rootNodes({ root, containers }: Incident): ReadonlySet<NodeId> {
  const kind = kindOf(root);
  return new Set(kind === 'pod' || kind === 'container' ? [root, ...containers] : [root]);
}

/** What stands on a failed resource follows from it, and so do the parts of a server; nothing of an unseen source is its own. */
function symptomNodes({ root, containers, symptoms }: Incident, graph: ServiceGraph): ReadonlySet<NodeId> {
  const servers = kindOf(root) === 'source' ? symptoms.flatMap((id) => serverOf(id, graph) ?? []) : [];
  return new Set([...symptoms, ...containers, ...(graph.partsOfServer.get(root) ?? []), ...servers]);
}

/** Of each incident the problem that stands for its root: the one that it was, else the worst of those that are its evidence. */
function leadsOf(assigned: readonly Assigned[], memory: AnnotationMemory): ReadonlyMap<IncidentId, SourceProblem> {
  const leads = new Map<IncidentId, Assigned>();
  const wasLead = ({ problem, incident }: Assigned): boolean => {
    const known = memory.get(problem.eventId);
    return known?.isLead === true && known.incident === incident.id;
  };
  const compare = (a: Assigned, b: Assigned): number =>
    Number(wasLead(b)) - Number(wasLead(a)) ||
    Number(b.isEvidence) - Number(a.isEvidence) ||
    b.problem.severity - a.problem.severity ||
    a.problem.at - b.problem.at ||
    byText(a.problem.eventId, b.problem.eventId);
  for (const candidate of assigned) {
    if (candidate.role !== 'root') continue;
    const known = leads.get(candidate.incident.id);
    if (known === undefined || compare(candidate, known) < 0) leads.set(candidate.incident.id, candidate);
  }
  return new Map([...leads].map(([id, { problem }]) => [id, problem]));
}

/** The texts of each incident, made when they are first asked for: thousands of problems may follow from one. */
function textsOf(
  { incidents, words }: AnnotationGrounds,
  leads: ReadonlyMap<IncidentId, SourceProblem>,
): ReadonlyMap<IncidentId, Readonly<Record<Assigned['role'], () => string>>> {
  return new Map(
    incidents.map((incident) => [
      incident.id,
      {
        root: lazily(() => words.root(incident)),
        symptom: lazily(() => words.symptom(incident, leads.get(incident.id))),
      },
    ]),
  );
}

interface Said {
  readonly lead: SourceProblem | undefined;
  readonly isLead: boolean;
  readonly text: () => string;
}

function wishFor(
  { problem, incident, role }: Assigned,
  { lead, isLead, text }: Said,
  options: SourceProblemOptions,
): AnnotationWish {
  const marker = markerOf(incident, role);
  const under: AnnotationCause = lead === undefined ? { ownOf: incident.root } : { eventId: lead.eventId };
  return {
    problem,
    role,
    ...(options.comment && said(text(), marker)),
    ...(options.rank && !isLead && { under }),
    ...(options.severity && { severity: role === 'root' ? incident.zabbixSeverity : symptomSeverity }),
    ...(options.acknowledge && role === 'symptom' && { acknowledge: true }),
  };
}

/** By the root and not by the incident, which a Linchpin that lost its store opens anew. */
function markerOf({ root }: Incident, role: string): string {
  return `[Linchpin: ${role} of ${root}]`;
}

function said(text: string, marker: string): Pick<AnnotationWish, 'marker' | 'comment'> {
  const most = Math.max(0, Math.min(longestText, longestComment - marker.length - 2));
  // Half a character at the cut would make the request no JSON to Zabbix.
  const cut = text.length > most ? `${text.slice(0, most).replace(/\p{Cs}$/u, '')}…` : text;
  return { marker, comment: `${cut}\n${marker}` };
}

function isSame(a: AnnotationMemory, b: AnnotationMemory): boolean {
  return a.size === b.size && [...b].every(([id, now]) => isSameAnnotation(a.get(id), now));
}

function isSameAnnotation(a: Annotation | undefined, b: Annotation): boolean {
  return a?.incident === b.incident && a?.isLead === b.isLead && a?.settled === b.settled && a?.attempt === b.attempt;
}
