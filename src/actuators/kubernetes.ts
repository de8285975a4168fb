import { toIso } from '../domain/instant.ts';
import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { PlanSteps, Step } from './actuator.ts';
import type { Asked } from './exchange.ts';
import { KubernetesApi, podPath, workloadPath } from './kubernetes-api.ts';
import type { WorkloadKind, WorkloadName } from './kubernetes-api.ts';
import { backTo } from './kubernetes-roll-back.ts';
import { fill } from './placeholders.ts';
import { KubePod, Scale, Workload } from './schema.ts';

/** How to reach a cluster, and how what is in it is called. */
export interface KubernetesAccess {
  readonly url: string;
  readonly token: string;
  readonly ca?: string;
  readonly namespace: string;
  /** `deployment/{pod}` or the like; absent where containers are called `namespace/pod/container`. */
  readonly workload?: string;
  readonly clock: Clock;
}

/** By this a workload says which action changed it last, so that no action changes it twice. */
const mark = 'linchpin/action';

/** Mends by the API of Kubernetes, as kubectl does: restart by annotation, scale, undo of a roll-out, other resources. */
export function kubernetes(access: KubernetesAccess): PlanSteps {
  const { url, ca, token } = access;
  const api = new KubernetesApi({ url, ...(ca !== undefined && { ca }) }, token);
  return async (order, signal) => {
    if (
      order.reverts !== undefined &&
      order.kind !== 'scale' &&
      order.kind !== 'resize' &&
      order.kind !== 'restart-with'
    ) {
      throw new WorldError('E502', `The actuator \`${order.by}\` knows no way back from ${order.kind}.`);
    }
    if (order.kind === 'drain') return order.targets.map((target) => evict(api, order, target));
    const steps = new Map<string, Step>();
    for (const target of order.targets) {
      const name = await workloadOf({ access, api, order }, target, signal);
      const path = workloadPath(name);
      // Several targets of one workload are mended by one change of it.
      if (!steps.has(path)) steps.set(path, await change({ access, api, order, name, target }, signal));
    }
    return [...steps.values()];
  };
}

interface Work {
  readonly access: KubernetesAccess;
  readonly api: KubernetesApi;
  readonly order: ActionOrder;
  readonly name: WorkloadName;
  readonly target: ActionTarget;
}

async function change(work: Work, signal: AbortSignal): Promise<Step> {
  const { api, order, name, target } = work;
  const path = workloadPath(name);
  if (order.kind === 'scale') return scale(work, await api.get(`${path}/scale`, Scale, signal));
  const workload = await api.get(path, Workload, signal);
  const text = `${order.kind} of ${name.kind} ${name.namespace}/${name.name}`;
  if (workload.metadata.annotations?.[mark] === order.id) return doneBefore(text);
  checkStrategy(work, workload);
  const asked: Asked =
    order.kind === 'roll-back'
      ? await backTo({ api, order, name, workload, mark, container: containerOf(workload, target) }, signal)
      : merged(path, {
          metadata: { resourceVersion: workload.metadata.resourceVersion, annotations: { [mark]: order.id } },
          spec: { template: templateChange(work, workload) },
        });
  return stepFor(api, text, asked);
}

/** Such a roll-out would end what works as well, and nobody was asked about that. */
function checkStrategy({ order, name }: Work, { spec: { replicas = 1, strategy } }: Workload): void {
  if (strategy?.type !== 'Recreate' || replicas <= order.targets.length) return;
  throw new WorldError(
    'E506',
    `${name.kind} ${name.namespace}/${name.name} has the strategy Recreate, so all its ${replicas} pods would end at once, also those that work: nothing was done. Expected RollingUpdate.`,
  );
}

function stepFor(api: KubernetesApi, text: string, asked: Asked): Step {
  return {
    text,
    request: api.shown(asked),
    rehearse: (signal) => api.change(asked, signal, { dryRun: true }),
    carryOut: (signal) => api.change(asked, signal).then(() => 'taken by Kubernetes'),
  };
}

function doneBefore(text: string): Step {
  return { text, request: ['nothing: it was done before'], carryOut: () => Promise.resolve('it was done before') };
}

/** With the resource version in it a change is only taken while nobody else has made one. */
function merged(path: string, body: unknown): Asked {
  return {
    method: 'PATCH',
    path,
    headers: { 'Content-Type': 'application/strategic-merge-patch+json' },
    body: JSON.stringify(body),
  };
}

function templateChange({ access, order, target }: Work, workload: Workload): Readonly<Record<string, unknown>> {
  const { kind, parameters } = order;
  switch (kind) {
    case 'restart':
      return { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': toIso(access.clock.now()) } } };
    case 'restart-with': {
      const env = Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) }));
      return { spec: { containers: [{ name: containerOf(workload, target), env }] } };
    }
    case 'resize': {
      const limits = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
      return { spec: { containers: [{ name: containerOf(workload, target), resources: { limits } }] } };
    }
    case 'free-disk':
    case 'reroute':
    // These are no change of a template.
    case 'drain':
    case 'roll-back':
    case 'scale':
      throw new WorldError('E502', `The actuator \`${order.by}\` knows no ${kind}: Kubernetes has nothing like it.`);
  }
}

/** The container of a pod's template that a target is: the one there is, or the one of its name. */
function containerOf({ spec }: Workload, { node, name }: ActionTarget): string {
  const names = spec.template.spec.containers.map((container) => container.name);
  const [only] = names;
  const own = name.split('/').at(-1) ?? name;
  if (names.includes(own)) return own;
  if (only !== undefined && names.length === 1) return only;
  throw new WorldError('E503', `Nobody can say which container ${node} is: the pod has ${names.join(', ')}.`);
}

function scale({ api, order, name, target }: Work, { metadata, spec }: Scale): Step {
  const { replicas } = order;
  if (replicas === undefined) throw new WorldError('E503', `The order ${order.id} says not how far to scale.`);
  const { from, to } = replicas;
  const text = `scale of ${name.kind} ${name.namespace}/${name.name} from ${from} to ${to}`;
  if (spec.replicas === to) return doneBefore(text);
  if (spec.replicas !== from) {
    throw new WorldError(
      'E506',
      `${name.kind} ${name.namespace}/${name.name} has ${spec.replicas} replicas, not ${from} as ${target.node} was judged with: somebody else scales it, so nothing was done.`,
    );
  }
  const body = {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name: name.name, namespace: name.namespace, resourceVersion: metadata.resourceVersion },
    spec: { replicas: to },
  };
  return stepFor(api, text, {
    method: 'PUT',
    path: `${workloadPath(name)}/scale`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Kubernetes moves the pod elsewhere, unless a disruption budget forbids that; it is gone then, so a second time finds none. */
function evict(api: KubernetesApi, order: ActionOrder, target: ActionTarget): Step {
  const { namespace, pod } = kubeNames(target) ?? {};
  if (namespace === undefined || pod === undefined) {
    throw new WorldError(
      'E502',
      `The actuator \`${order.by}\` drains containers called namespace/pod/container, and ${target.node} is none.`,
    );
  }
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } };
  return stepFor(api, `eviction of the pod ${namespace}/${pod}`, {
    method: 'POST',
    path: `${podPath(namespace, pod)}/eviction`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function kubeNames({ name }: ActionTarget): { readonly namespace: string; readonly pod: string } | undefined {
  const [namespace, pod, container, ...more] = name.split('/');
  return namespace !== undefined && pod !== undefined && container !== undefined && more.length === 0
    ? { namespace, pod }
    : undefined;
}

async function workloadOf(
  { access, api, order }: Pick<Work, 'access' | 'api' | 'order'>,
  target: ActionTarget,
  signal: AbortSignal,
): Promise<WorkloadName> {
  if (access.workload !== undefined) {
    const [kind = '', name = ''] = access.workload.split('/');
    return {
      kind: kind as WorkloadKind,
      namespace: kubeNames(target)?.namespace ?? access.namespace,
      name: fill(name, { order, target }),
    };
  }
  const names = kubeNames(target);
  if (names === undefined) {
    throw new WorldError(
      'E503',
      `Nobody can say what in Kubernetes ${target.node} is part of: give the actuator \`${order.by}\` a \`workload\`, such as deployment/{pod}.`,
    );
  }
  const { namespace, pod } = names;
  const owner = ownerOf(await api.get(podPath(namespace, pod), KubePod, signal));
  if (owner?.kind !== 'ReplicaSet') return ownName(owner, { namespace, target });
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/replicasets/${encodeURIComponent(owner.name)}`;
  return ownName(ownerOf(await api.get(path, KubePod, signal)), { namespace, target });
}

interface Owner {
  readonly kind: string;
  readonly name: string;
}

function ownerOf({ metadata }: KubePod): Owner | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

const kinds: Readonly<Record<string, WorkloadKind>> = {
  Deployment: 'deployment',
  StatefulSet: 'statefulset',
  DaemonSet: 'daemonset',
};

function ownName(
  owner: Owner | undefined,
  { namespace, target }: { readonly namespace: string; readonly target: ActionTarget },
): WorkloadName {
  const kind = owner && Object.hasOwn(kinds, owner.kind) ? kinds[owner.kind] : undefined;
  if (owner !== undefined && kind !== undefined) return { kind, namespace, name: owner.name };
  const found = owner === undefined ? 'nothing' : `a ${owner.kind}`;
  throw new WorldError(
    'E506',
    `In Kubernetes ${target.node} is part of ${found}: expected a Deployment, StatefulSet or DaemonSet.`,
  );
}
