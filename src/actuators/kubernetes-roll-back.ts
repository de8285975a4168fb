import type { ActionOrder } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import type { Asked } from './exchange.ts';
import { workloadPath } from './kubernetes-api.ts';
import type { KubernetesApi, WorkloadName } from './kubernetes-api.ts';
import { ReplicaSets } from './schema.ts';
import type { ReplicaSet, Workload } from './schema.ts';

/** By this a Deployment and its ReplicaSets say which roll-out they are. */
const revision = 'deployment.kubernetes.io/revision';

/** Kubernetes puts it on what it makes of a template; in the template itself it would be wrong. */
const templateHash = 'pod-template-hash';

/**
 * The change that takes a Deployment back to its newest roll-out with the version that an order asks for, as `kubectl
 * rollout undo` makes it. Rejects with `WorldError` where there is none.
 */
export async function backTo(
  about: {
    readonly api: KubernetesApi;
    readonly order: ActionOrder;
    readonly name: WorkloadName;
    readonly workload: Workload;
    /** The one whose version it is about. */
    readonly container: string;
    readonly mark: string;
  },
  signal: AbortSignal,
): Promise<Asked> {
  const { api, order, name, workload, container, mark } = about;
  const { version } = order;
  if (version === undefined || name.kind !== 'deployment') {
    throw new WorldError(
      'E502',
      `The actuator \`${order.by}\` rolls Deployments back, to a version that was seen: ${name.kind} ${name.name} is none, or the order names no version.`,
    );
  }
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(name.namespace)}/replicasets`;
  const { items } = await api.get(path, ReplicaSets, signal);
  const current = revisionOf(workload.metadata.annotations);
  const wanted = { signal: version.signal, value: String(version.to), container };
  const [found] = items
    .filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid))
    .filter((set) => revisionOf(set.metadata.annotations) < current && has(set, wanted))
    .toSorted((a, b) => revisionOf(b.metadata.annotations) - revisionOf(a.metadata.annotations));
  if (found === undefined) {
    throw new WorldError(
      'E506',
      `Kubernetes keeps no roll-out of ${name.namespace}/${name.name} before revision ${current} with the ${version.signal} ${JSON.stringify(version.to)} (its \`revisionHistoryLimit\` says how many it keeps): nothing was done.`,
    );
  }
  const operations = [
    { op: 'test', path: '/metadata/resourceVersion', value: workload.metadata.resourceVersion },
    { op: 'replace', path: '/spec/template', value: templateOf(found) },
    { op: 'add', path: `/metadata/annotations/${mark.replaceAll('/', '~1')}`, value: order.id },
  ];
  return {
    method: 'PATCH',
    path: workloadPath(name),
    headers: { 'Content-Type': 'application/json-patch+json' },
    body: JSON.stringify(operations),
  };
}

function revisionOf(annotations: Readonly<Record<string, string>> = {}): number {
  return Number(annotations[revision] ?? 0);
}

interface Wanted {
  readonly signal: 'image' | 'version';
  readonly value: string;
  readonly container: string;
}

/** What runs beside the container has versions of its own. */
function has({ spec }: ReplicaSet, { signal, value, container }: Wanted): boolean {
  const image = spec.template.spec.containers.find(({ name }) => name === container)?.image ?? '';
  if (signal === 'image') return image === value;
  return spec.template.metadata?.labels?.['app.kubernetes.io/version'] === value || tagOf(image) === value;
}

/** The tag of an image: what follows a colon in its last part. */
function tagOf(image: string): string | undefined {
  const last = image.split('@')[0]?.split('/').at(-1) ?? '';
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : undefined;
}

function templateOf({ spec }: ReplicaSet): unknown {
  const { metadata, ...rest } = spec.template;
  const labels = Object.entries(metadata?.labels ?? {}).filter(([key]) => key !== templateHash);
  return { ...rest, metadata: { ...metadata, labels: Object.fromEntries(labels) } };
}
