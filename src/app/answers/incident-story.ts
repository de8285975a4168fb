import { toIso } from '../../domain/instant.ts';
import { byId } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { ResultIncident } from '../../domain/result.ts';
import { podOf, serverOf } from '../../domain/service-graph.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { Severity } from '../../domain/severity.ts';
import { nothingOnSourceProblems } from '../../domain/source-problem.ts';
import type { SourceProblem } from '../../domain/source-problem.ts';
import type { IncidentStoryDocument } from '../../http/api/schema.ts';
import type { IncidentChange } from '../../ports.ts';
import { annotate } from '../../publish/annotate.ts';
import { wording } from '../../words/wording.ts';
import type { Judged } from '../cycle.ts';
import type { ZabbixPages } from './zabbix-pages.ts';

/** What an incident's story is made of. */
interface StoryParts {
  readonly at: string;
  readonly incident: ResultIncident;
  readonly history: readonly IncidentChange[];
  readonly graph: ServiceGraph;
  /** What the newest cycle saw of Zabbix; absent where another instance did. */
  readonly judged: Judged | undefined;
  /** Else the problems that are open now are not those of that time. */
  readonly isOfNow: boolean;
  readonly pages: ZabbixPages;
}

/** An incident with all that became of it, and where Zabbix shows it. */
export function incidentStory(parts: StoryParts): IncidentStoryDocument {
  const { at, incident, history, graph, judged, isOfNow, pages } = parts;
  const host = judged && hostOf(incident.root, judged);
  return {
    at,
    incident,
    history: history.map((change) => ({ at: toIso(change.at), incident: change.incident })),
    pods: { root: podsOf([incident.root], graph), symptoms: podsOf(incident.symptoms, graph) },
    zabbix: {
      incident: pages.incident(incident.root),
      ...(host && { host: { name: host.name, latest: pages.latest(host), problems: pages.problems(host.hostId) } }),
      problems:
        judged === undefined || !isOfNow
          ? []
          : problemsBehind(incident.id, judged).map(({ problem, role }) => ({
              eventId: problem.eventId,
              name: problem.name,
              severity: problem.severity as Severity,
              at: toIso(Math.floor(problem.at)),
              isAcknowledged: problem.acknowledged,
              role,
              url: pages.event(problem),
            })),
    },
  };
}

/** The pods of containers, or of those that stand on a resource. */
function podsOf(ids: readonly NodeId[], graph: ServiceGraph): readonly NodeId[] {
  const pods = ids.flatMap((id) => (graph.containersOn.get(id) ?? [id]).flatMap((each) => podOf(each, graph) ?? []));
  return [...new Set(pods)].sort(byId);
}

/** The Zabbix host at which to look: the root's own, or that of its server. */
function hostOf(
  root: NodeId,
  { observed, world }: Judged,
): { readonly hostId: string; readonly name: string } | undefined {
  const hosts = observed.hosts?.();
  const { graph } = world;
  const server = serverOf(root, graph);
  return hosts?.get(root) ?? (server === undefined ? undefined : hosts?.get(server));
}

interface Behind {
  readonly problem: SourceProblem;
  readonly role: 'root' | 'symptom';
}

/** Whatever is written on them: also where nothing is. */
function problemsBehind(
  incident: string,
  { observed, world: { graph, language }, evaluation }: Judged,
): readonly Behind[] {
  const grounds = {
    graph,
    incidents: evaluation.incidents.open,
    problems: observed.problems?.() ?? [],
    options: { ...nothingOnSourceProblems, rank: true },
    words: wording(language, graph).annotation,
  };
  const { wishes, memory } = annotate(grounds, new Map());
  return wishes.flatMap(({ problem, role }) =>
    role !== 'over' && memory.get(problem.eventId)?.incident === incident ? [{ problem, role }] : [],
  );
}
