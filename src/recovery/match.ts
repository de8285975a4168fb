import { compileGlob } from '../domain/glob.ts';
import type { Incident } from '../domain/incident.ts';
import { kindOf, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { recoveryModes } from '../domain/recovery-rule.ts';
import type { Recovery, RecoveryMode, RecoveryScope } from '../domain/recovery-rule.ts';
import { podOf, serverOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { RecoveryInput } from './input.ts';

/** The recovery for an incident: of those that fit, the one written first (semantics 8). */
export function recoveryFor(incident: Incident, graph: ServiceGraph): Recovery | undefined {
  return graph.model.recoveries.find(({ for: scope }) => fits(scope, incident, graph));
}

function fits({ kind, rules, pods, tags }: RecoveryScope, incident: Incident, graph: ServiceGraph): boolean {
  // What cannot be seen is nothing to act on: the source, or a server as the root of an unseen incident.
  if (incident.severity === 'unseen' || kindOf(incident.root) === 'source') return false;
  if (kind !== undefined && kindOf(incident.root) !== kind) return false;
  if (rules && !incident.evidence.some(({ rule }) => rules.includes(rule))) return false;
  if (pods && !fitsPods(pods, podsOf(incident.root, graph))) return false;
  return tags === undefined || hasTags(tags, serversOf(incident, graph), graph);
}

function fitsPods(globs: readonly string[], pods: readonly NodeId[]): boolean {
  const names = pods.map(localId);
  return globs.some((glob) => names.some(compileGlob(glob)));
}

/** The pod that a root is or belongs to; of a resource, those of all that stands on it. */
function podsOf(root: NodeId, graph: ServiceGraph): readonly NodeId[] {
  const own = podOf(root, graph);
  if (own !== undefined) return [own];
  return (graph.containersOn.get(root) ?? []).flatMap((id) => graph.containers.get(id)?.pod ?? []);
}

function serversOf({ root, containers }: Incident, graph: ServiceGraph): readonly NodeId[] {
  const members = kindOf(root) === 'pod' ? containers : [root];
  return members.flatMap((id) => serverOf(id, graph) ?? []);
}

function hasTags(
  wanted: Readonly<Record<string, string>>,
  servers: readonly NodeId[],
  { resources }: ServiceGraph,
): boolean {
  const hasAll = (id: NodeId): boolean => {
    const tags = resources.get(id)?.tags ?? {};
    return Object.entries(wanted).every(([tag, value]) => Object.hasOwn(tags, tag) && tags[tag] === value);
  };
  return servers.length > 0 && servers.every(hasAll);
}

/**
 * How far a recovery may go: the lower of what the model and the configuration say; by itself only what the second file
 * allows too, else a person is asked.
 */
export function modeOf(
  { id, mode: own }: Pick<Recovery, 'id' | 'mode'>,
  { settings, allowed }: RecoveryInput,
): RecoveryMode {
  const mode = lower(settings.mode, own ?? settings.mode);
  return mode === 'auto' && !allowed.has(id) ? 'approve' : mode;
}

function lower(a: RecoveryMode, b: RecoveryMode): RecoveryMode {
  return recoveryModes.indexOf(a) < recoveryModes.indexOf(b) ? a : b;
}
