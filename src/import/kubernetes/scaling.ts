import { positionOf } from '../../model/positions.ts';
import type { Plain, Unmapped } from '../imported.ts';
import { guessedKind } from '../kind.ts';
import type { Named, Objects, Workload } from './objects.ts';

/** Between how many replicas a workload scales, and how many of them must work. */
export interface Scaling {
  readonly bounds?: Plain;
  readonly minReplicas?: Plain;
}

/** What autoscalers and budgets say of workloads; what cannot be said in a model is told. */
export function scalings(
  { workloads, autoscalers, budgets }: Objects,
  leaveOut: (unmapped: Unmapped) => void,
): ReadonlyMap<Workload, Scaling> {
  const found = new Map<Workload, Scaling>();
  const leave = ({ kind, name, place }: Named, why: string): void =>
    leaveOut({ what: `${kind} "${name}"`, why, position: positionOf(place) });
  for (const scaler of autoscalers) {
    const { scaleTargetRef: target, minReplicas, maxReplicas } = scaler.written;
    const workload = workloads.find(
      ({ kind, name, namespace }) => kind === target.kind && name === target.name && namespace === scaler.namespace,
    );
    if (workload === undefined) leave(scaler, `there is no ${target.kind} "${target.name}"`);
    else if (isQuorum(workload)) leave(scaler, 'what keeps data does not scale by itself in a model');
    else {
      const max = Math.min(maxReplicas, 10_000);
      found.set(workload, { bounds: { min: Math.min(minReplicas ?? 1, max), max } });
    }
  }
  for (const budget of budgets) {
    const wanted = Object.entries(budget.written.selector?.matchLabels ?? {});
    const meant = workloads.filter(
      ({ namespace, labels }) =>
        namespace === budget.namespace &&
        wanted.length > 0 &&
        wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value),
    );
    if (meant.length === 0) leave(budget, 'it selects no workload by `matchLabels`');
    for (const workload of meant) {
      const scaling = found.get(workload);
      const least = leastOf(budget.written, workload, scaling);
      if (least === undefined)
        leave(
          budget,
          `what it asks for fits no \`minReplicas\` of "${workload.name}": that scales, has fewer replicas, or keeps data`,
        );
      else found.set(workload, { ...scaling, minReplicas: least });
    }
  }
  return found;
}

function isQuorum({ kind, spec, replicas }: Workload): boolean {
  const image = spec.containers[0]?.image ?? '';
  return kind === 'DaemonSet' || guessedKind({ image, replicas, keepsData: kind === 'StatefulSet' }).kind === 'quorum';
}

function leastOf(
  { minAvailable, maxUnavailable }: Objects['budgets'][number]['written'],
  workload: Workload,
  scaling: Scaling | undefined,
): Plain | undefined {
  if (isQuorum(workload)) return undefined;
  const smallest = (scaling?.bounds as { readonly min?: number } | undefined)?.min ?? workload.replicas;
  const percent = /^(\d{1,3})%$/u;
  for (const [value, turned] of [
    [minAvailable, false],
    [maxUnavailable, true],
  ] as const) {
    if (value === undefined || value === null) continue;
    const share = percent.exec(String(value))?.[1];
    if (share !== undefined) {
      const least = turned ? 100 - Number(share) : Number(share);
      return least >= 0 && least <= 100 ? `${least}%` : undefined;
    }
    // Of something that scales nobody knows how many are left.
    if (turned && scaling?.bounds !== undefined) return undefined;
    const least = turned ? workload.replicas - Number(value) : Number(value);
    return Number.isInteger(least) && least >= 0 && least <= smallest ? least : undefined;
  }
  return undefined;
}
