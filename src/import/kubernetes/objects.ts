import type { Report } from '../../model/findings.ts';
import { type Place, positionOf, type Source, within } from '../../model/positions.ts';
import { reportMistakes } from '../../model/shape/report-mistakes.ts';
import { checkShape, type Shape } from '../../model/shape/schema.ts';
import type { Unmapped } from '../imported.ts';
import {
  type Autoscaler,
  autoscalerSchema,
  type Budget,
  budgetSchema,
  configMapSchema,
  cronJobSchema,
  objectSchema,
  podSchema,
  type PodSpec,
  serviceSchema,
  workloadSchema,
} from './schema.ts';

/** What all objects have. */
export interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly place: Place;
}

/** Something that runs Pods: how many, and what is in them. */
export interface Workload extends Named {
  readonly replicas: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly partOf?: string;
  readonly spec: PodSpec;
  readonly suspended: boolean;
  /** Of a CronJob how many Pods that have ended may still be there. */
  readonly left: number;
}

/** A Pod that is there, with its node, and what made it. */
export interface RunningPod extends Named {
  readonly spec: PodSpec;
  readonly isOwned: boolean;
}

/** The objects of all documents, by what they are good for here. */
export interface Objects {
  readonly workloads: readonly Workload[];
  readonly pods: readonly RunningPod[];
  readonly nodes: readonly string[];
  readonly services: readonly (Named & { readonly selector: Readonly<Record<string, string>> })[];
  readonly autoscalers: readonly (Named & { readonly written: Autoscaler })[];
  readonly budgets: readonly (Named & { readonly written: Budget })[];
  readonly settings: readonly (Named & { readonly words: Readonly<Record<string, string>> })[];
}

interface Draft {
  workloads: Workload[];
  pods: RunningPod[];
  nodes: string[];
  services: (Named & { readonly selector: Readonly<Record<string, string>> })[];
  autoscalers: (Named & { readonly written: Autoscaler })[];
  budgets: (Named & { readonly written: Budget })[];
  settings: (Named & { readonly words: Readonly<Record<string, string>> })[];
}

interface Taking {
  readonly named: Named;
  readonly written: {
    readonly spec: unknown;
    readonly data: unknown;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly isOwned: boolean;
  readonly report: Report;
}

/** Sorts the objects of documents by kind; of those that a model has no words for it is told, once a kind. */
export function objectsIn(
  sources: readonly Source[],
  { report, leaveOut }: { readonly report: Report; readonly leaveOut: (unmapped: Unmapped) => void },
): Objects {
  const draft: Draft = { workloads: [], pods: [], nodes: [], services: [], autoscalers: [], budgets: [], settings: [] };
  const others = new Map<string, { count: number; readonly place: Place }>();
  const take = (place: Place, value: unknown, depth: number): void => {
    const { value: object, mistakes } = checkShape(objectSchema, value);
    reportMistakes(mistakes, { place, value }, report);
    if (object === undefined) return;
    const { kind, metadata, spec, data, items } = object;
    if (items && kind.endsWith('List')) {
      if (depth < deepestList)
        for (const [index, item] of items.entries()) take(within(place, 'items', index), item, depth + 1);
      return;
    }
    const named: Named = { kind, name: metadata?.name ?? '', namespace: metadata?.namespace ?? 'default', place };
    const taker = Object.hasOwn(takers, kind) ? takers[kind] : undefined;
    const isOwned = (metadata?.ownerReferences ?? []).length > 0;
    if (taker && named.name !== '') {
      taker(draft, { named, written: { spec, data, labels: metadata?.labels ?? {} }, isOwned, report });
    } else if (!silent.has(kind)) {
      const other = others.get(kind) ?? { count: 0, place };
      others.set(kind, { ...other, count: other.count + 1 });
    }
  };
  for (const source of sources) take({ source, path: [] }, source.value, 0);
  for (const [kind, { count, place }] of others) {
    const what = `${count} of kind ${kind}`;
    leaveOut({ what, why: 'a model has nothing of that kind', position: positionOf(place) });
  }
  return draft;
}

const deepestList = 3;

/** What says nothing of health by itself. */
const silent = new Set([
  ...['Namespace', 'ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'Secret'],
  ...['NetworkPolicy', 'StorageClass', 'PersistentVolume', 'PersistentVolumeClaim', 'ResourceQuota', 'LimitRange'],
  ...['CustomResourceDefinition', 'PriorityClass', 'Endpoints', 'EndpointSlice', 'Event', 'Kustomization'],
]);

function specOf<T>({ named, written, report }: Taking, schema: Shape<T>): T | undefined {
  const { value, mistakes } = checkShape(schema, written.spec);
  reportMistakes(mistakes, { place: within(named.place, 'spec'), value: written.spec }, report);
  return value;
}

function takeWorkload(draft: Draft, taking: Taking): void {
  // What a Deployment or CronJob makes is described by that.
  const spec = taking.isOwned ? undefined : specOf(taking, workloadSchema);
  if (spec === undefined) return;
  const { replicas, parallelism, template } = spec;
  const labels = template.metadata?.labels ?? {};
  draft.workloads.push({
    ...taking.named,
    ...partOf({ ...labels, ...taking.written.labels }),
    replicas: replicas ?? parallelism ?? 1,
    labels,
    spec: template.spec,
    suspended: false,
    left: 0,
  });
}

function partOf(labels: Readonly<Record<string, string>>): { readonly partOf?: string } {
  const key = 'app.kubernetes.io/part-of';
  const name = Object.hasOwn(labels, key) ? labels[key] : undefined;
  return name === undefined ? {} : { partOf: name };
}

const takers: Readonly<Record<string, (draft: Draft, taking: Taking) => void>> = {
  Deployment: takeWorkload,
  StatefulSet: takeWorkload,
  DaemonSet: takeWorkload,
  ReplicaSet: takeWorkload,
  ReplicationController: takeWorkload,
  Job: takeWorkload,
  CronJob: (draft, taking) => {
    const spec = specOf(taking, cronJobSchema);
    if (spec === undefined) return;
    const { replicas, parallelism, template } = spec.jobTemplate.spec;
    const labels = template.metadata?.labels ?? {};
    draft.workloads.push({
      ...taking.named,
      ...partOf({ ...labels, ...taking.written.labels }),
      replicas: replicas ?? parallelism ?? 1,
      labels,
      spec: template.spec,
      suspended: spec.suspend === true,
      left: (spec.successfulJobsHistoryLimit ?? 3) + (spec.failedJobsHistoryLimit ?? 1),
    });
  },
  Pod: (draft, taking) => {
    const spec = specOf(taking, podSchema);
    if (spec === undefined) return;
    draft.pods.push({ ...taking.named, spec, isOwned: taking.isOwned });
  },
  Node: (draft, { named }) => void draft.nodes.push(named.name),
  Service: (draft, taking) => {
    const spec = specOf(taking, serviceSchema);
    if (spec?.selector) draft.services.push({ ...taking.named, selector: spec.selector });
  },
  HorizontalPodAutoscaler: (draft, taking) => {
    const written = specOf(taking, autoscalerSchema);
    if (written) draft.autoscalers.push({ ...taking.named, written });
  },
  PodDisruptionBudget: (draft, taking) => {
    const written = specOf(taking, budgetSchema);
    if (written) draft.budgets.push({ ...taking.named, written });
  },
  ConfigMap: (draft, { named, written, report }) => {
    const { value, mistakes } = checkShape(configMapSchema, written.data);
    reportMistakes(mistakes, { place: within(named.place, 'data'), value: written.data }, report);
    if (value) draft.settings.push({ ...named, words: value });
  },
};
