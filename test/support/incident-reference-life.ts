import type { Instant } from '../../src/domain/instant.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import type { Counted, ReferenceEffect } from './incident-reference.ts';
import { EffectReference } from './incident-reference.ts';
import { RootsReference } from './incident-reference-roots.ts';
import type { ReferenceRoot, RootsBefore } from './incident-reference-roots.ts';
import { nodeSeveritiesOf } from './node-severity-reference.ts';

/** An incident as the text has it; its name is the reference's own. */
export interface ReferenceIncident extends ReferenceEffect, ReferenceRoot {
  readonly name: string;
  readonly openedAt: Instant;
  /** What a container or a common cause shows, each as node and rule; while it is unknown what it showed last. */
  readonly shows: readonly string[];
}

/** What the reference keeps from cycle to cycle. */
export interface LifeMemory {
  readonly open: readonly ReferenceIncident[];
  readonly ended: readonly { readonly incident: ReferenceIncident; readonly closedAt: Instant }[];
  readonly violated: RootsBefore['violated'];
  readonly counted: Counted;
}

export const newLife: LifeMemory = { open: [], ended: [], violated: new Map(), counted: new Map() };

/** A cycle of the reference. */
export interface ReferenceCycle {
  readonly memory: LifeMemory;
  readonly closed: readonly ReferenceIncident[];
  readonly severities: Readonly<Record<string, number>>;
}

/** A second, slow reading of semantics 6, Life: which incident goes on in which root. */
export function liveOn(verdicts: Verdicts, before: LifeMemory): ReferenceCycle {
  const now = verdicts.health.at;
  const { reopenWithin } = verdicts.graph.model.defaults;
  const finder = new RootsReference(verdicts, before);
  const roots = finder.roots();
  const effects = new EffectReference(verdicts, roots, before.counted);
  const reopening = before.ended
    .filter(({ closedAt }) => now - closedAt <= reopenWithin)
    .toSorted((a, b) => b.closedAt - a.closedAt);

  const goingOn = new Map<string, ReferenceIncident>();
  for (const incident of before.open) {
    if (roots.some(({ id }) => id === incident.id)) goingOn.set(incident.id, incident);
  }
  const oldestFirst = before.open
    .filter(({ id }) => !goingOn.has(id))
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  for (const incident of oldestFirst) {
    const heir = heirsOf(incident, roots, verdicts).find(({ id }) => !goingOn.has(id));
    if (heir) goingOn.set(heir.id, incident);
  }
  const open = roots.map((root): ReferenceIncident => {
    const same = goingOn.get(root.id) ?? reopening.find(({ incident }) => incident.id === root.id)?.incident;
    const { name, openedAt } = same ?? { name: `${root.id} at ${now}`, openedAt: now };
    const shown = root.kind === 'pod' || root.kind === 'container' ? root.containers : [];
    const shows = shown.flatMap((id) => finder.violated(id).map(({ rule }) => `${id} ${rule}`)).sort();
    return { ...root, ...effects.effectOf(root), name, openedAt, shows };
  });
  const closed = before.open.filter(({ name }) => !open.some((one) => one.name === name));
  const held = [...new Set(open.flatMap(({ containers }) => containers))];
  return {
    closed,
    severities: nodeSeveritiesOf(verdicts, open, effects),
    memory: {
      open,
      ended: [...before.ended, ...closed.map((incident) => ({ incident, closedAt: now }))].filter(
        ({ incident }) => !open.some(({ name }) => name === incident.name),
      ),
      violated: new Map(held.map((id) => [id, finder.violated(id)])),
      counted: effects.counted(),
    },
  };
}

/** Where an incident may go on whose root is no root any more, while something of it is still in trouble. */
function heirsOf(
  incident: ReferenceIncident,
  roots: readonly ReferenceRoot[],
  verdicts: Verdicts,
): readonly ReferenceRoot[] {
  switch (incident.kind) {
    case 'unseen':
      return roots.filter(({ id }) => verdicts.health.unseen.get(id)?.servers.includes(incident.id));
    case 'pressed server':
      return [];
    case 'failed resource': {
      // A disk that still fails goes into its failed server.
      const server = verdicts.graph.resources.get(incident.id)?.server;
      const isWell = leafOf(verdicts, incident.id)?.state === 'working';
      return isWell ? [] : roots.filter(({ id, kind }) => id === server && kind === 'failed resource');
    }
    case 'pod':
    case 'container': {
      const rest = incident.containers.filter((id) => roots.some(({ containers }) => containers.includes(id)));
      const whole = roots.filter(({ containers }) => rest.every((id) => containers.includes(id)));
      const alone = roots.filter(({ id }) => rest.includes(id));
      return rest.length === 0 ? [] : whole.length > 0 ? whole : alone;
    }
  }
}
