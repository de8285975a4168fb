import type { ItemMapping } from '../../domain/mapping.ts';
import type { Preset } from './preset.ts';

/** Where the pod stands in a key: beside its namespace, or alone with the namespace in a tag ("nodes" of 6.0). */
function ofPod(key: string, line: Omit<ItemMapping, 'key' | 'tag'>): readonly ItemMapping[] {
  return [
    { ...line, key: `${key}[{namespace}/{kubePod}]` },
    { ...line, key: `${key}[{kubePod}]`, tag: { namespace: '{namespace}' } },
  ];
}

/**
 * "Kubernetes cluster state by HTTP", "… nodes by HTTP" and "… Kubelet by HTTP" of 6.0 to 8.0. Their items stand on hosts
 * of their own; the containers of the model are those called `namespace/pod/container`. What is true of a pod (it is
 * ready, it runs) is true of each of its containers; what is a sum over them is told only of one that is alone.
 */
export const kubernetes: Preset = {
  items: [
    {
      key: 'kube.pod.phase.running[{namespace}/{kubePod}]',
      signal: 'status',
      map: { 1: 'running', 0: 'not running', '*': null },
    },
    ...ofPod('kube.pod.status.phase', {
      signal: 'status',
      map: { 1: 'pending', 2: 'running', 3: 'succeeded', 4: 'failed', '*': null },
    }),
    // Not `unhealthy`: a pod that is starting is not ready either, and has the time that a start may take.
    {
      key: 'kube.pod.ready[{namespace}/{kubePod}]',
      signal: 'health',
      map: { 1: 'healthy', 0: 'not ready', '*': null },
    },
    ...ofPod('kube.pod.conditions.ready', {
      signal: 'health',
      map: { 1: 'healthy', 2: 'not ready', '*': null },
    }),
    // Succeeded: all its containers ended with 0.
    { key: 'kube.pod.phase.succeeded[{namespace}/{kubePod}]', signal: 'exitCode', map: { 1: 0, '*': null } },
    { key: 'kube.pod.containers_restarts[{namespace}/{kubePod}]', alone: true, signal: 'restarts' },
    ...ofPod('kube.pod.containers.restartcount', { alone: true, signal: 'restarts' }),
    { key: 'kube.pod.containers.limits.cpu[{namespace}/{kubePod}]', alone: true, signal: 'cpuLimit' },
    { key: 'kube.pod.containers.limits.memory[{namespace}/{kubePod}]', alone: true, signal: 'memoryLimit' },
    { key: 'kube.kubelet.container.memory.working_set[{container},{namespace},{kubePod}]', signal: 'memory' },
    // 1 true, 2 false, 3 unknown: the cluster has not heard of it.
    { key: 'kube.node.conditions.ready[{server}]', signal: 'runtime', map: { 1: 1, 2: 0, 3: 0, '*': null } },
  ],
  triggers: [],
};
