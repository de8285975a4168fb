import { useContext } from 'preact/hooks';
import type { IncidentStoryDocument, SinglePointsDocument, StateDocument } from '../../http/api/schema.ts';
import { Here } from '../here.ts';
import { InForce } from '../names.ts';
import type { Installation } from '../names.ts';
import { pathOf } from '../api.ts';
import { useResource } from '../resource.ts';
import type { Lit } from './scene.ts';

/** The path of the incident that the place names: its root, and what is failed or a symptom by it. */
export function useLit(state: StateDocument): Lit | undefined {
  const { incident: id, at } = useContext(Here);
  const installation = useContext(InForce);
  const path = id === undefined ? undefined : pathOf('incident', { id, at });
  const story = useResource<IncidentStoryDocument>(path).document;
  const incident = state.incidents.find((found) => found.id === id);
  if (story === undefined || incident === undefined) return undefined;
  const { pods } = story;
  // On a resource that failed there may stand pods that can do without.
  const failed = incident.failed.filter((node) => node.startsWith('pod/'));
  return {
    roots: withSubsystems(failed.length > 0 ? failed : pods.root, installation),
    symptoms: withSubsystems(pods.symptoms, installation),
  };
}

/** What holds single points of failure, with how many. */
export function usePoints(): ReadonlyMap<string, number> | undefined {
  const { withPoints } = useContext(Here);
  const installation = useContext(InForce);
  const { hash } = installation.model;
  const found = useResource<SinglePointsDocument>(withPoints ? 'single-points' : undefined, hash).document;
  if (found === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const { pods } of found.single) {
    for (const id of withSubsystems(pods, installation)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function withSubsystems(ids: readonly string[], { pods }: Installation): ReadonlySet<string> {
  return new Set(ids.flatMap((id) => [id, ...(pods.get(id)?.subsystems ?? [])]));
}
