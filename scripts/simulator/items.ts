import type { ContainerState, ServerState } from './behaviour.ts';
import type { SimulatedContainer } from './installation.ts';

/** The templates that are made, each named after the one whose items it has. */
export const templateNames = {
  docker: 'Docker by Zabbix agent 2 - simulated',
  linux: 'Linux by Zabbix agent - simulated',
  icmp: 'ICMP Ping - simulated',
  mail: 'Mail service metrics',
} as const;

export type TemplateId = keyof typeof templateNames;

/** An item or item prototype as Zabbix's export writes it; `key` and `name` may hold the macro of its discovery rule. */
export interface ItemDefinition {
  readonly key: string;
  readonly name: string;
  readonly valueType: 'FLOAT' | 'UNSIGNED' | 'CHAR';
  readonly units?: string;
  readonly valueMap?: string;
  /** Unchanged values are discarded but for one in so long. */
  readonly heartbeat?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An item of each container (or of each that stores) with the value it has; `undefined` while there is none to send. */
export interface ContainerItem extends ItemDefinition {
  readonly template: 'docker' | 'mail';
  readonly of: 'all' | 'stores';
  /** `minute`: sent once a minute and when it changes, as facts that an agent asks for seldom. */
  readonly pace: 'tick' | 'minute';
  readonly value: (state: ContainerState, container: SimulatedContainer) => number | string | undefined;
}

/** An item of each server. `fromOutside`: known to the Zabbix server without the agent. */
interface ServerItem extends ItemDefinition {
  readonly template: 'docker' | 'linux' | 'icmp';
  readonly fromOutside?: true;
  readonly value: (state: ServerState, containers: readonly ContainerState[]) => number;
}

/** An item of each file system, by its use in percent. */
interface DiskItem extends ItemDefinition {
  readonly value: (used: number) => number;
}

const health = { starting: 1, unhealthy: 2, healthy: 3, none: 4 } as const;
const diskBytes = 200 * 1024 ** 3;

function docker(
  suffix: string,
  item: Omit<ContainerItem, 'key' | 'template' | 'of' | 'tags' | 'name'> & { name: string; component: string },
): ContainerItem {
  const { name, component, ...rest } = item;
  return {
    ...rest,
    template: 'docker',
    of: 'all',
    key: `docker.${suffix}["{#NAME}"]`,
    name: `Container {#NAME}: ${name}`,
    tags: { component, container: '{#NAME}' },
  };
}

function mail(
  metric: string,
  item: Omit<ContainerItem, 'key' | 'template' | 'tags' | 'of'> & { of?: 'stores' },
): ContainerItem {
  return {
    ...item,
    template: 'mail',
    of: item.of ?? 'all',
    key: `mail.${metric}[{#NAME}]`,
    name: `{#NAME}: ${item.name}`,
    tags: { component: 'mail', metric, container: '{#NAME}' },
  };
}

/** A counter of the application: a process that does not run tells nothing. */
function counter(read: (state: ContainerState) => number): ContainerItem['value'] {
  return (state) => (state.shows === 'all' ? read(state) : undefined);
}

/** What is known of a container, running or not. */
export const containerItems: readonly ContainerItem[] = [
  docker('container_info.state.running', {
    name: 'Running',
    component: 'system',
    valueType: 'UNSIGNED',
    valueMap: 'Docker flag',
    pace: 'tick',
    value: (state) => (state.shows === 'all' ? 1 : 0),
  }),
  // The template of 6.0.14 has no health item; it came with later releases of the template, which run on 6.0 too.
  docker('container_info.state.health', {
    name: 'Health',
    component: 'system',
    valueType: 'UNSIGNED',
    valueMap: 'Docker health',
    pace: 'tick',
    value: (state) => health[state.health],
  }),
  docker('container_info.restart_count', {
    name: 'Restart count',
    component: 'system',
    valueType: 'UNSIGNED',
    pace: 'tick',
    value: (state) => state.restarts,
  }),
  docker('container_info.state.exitcode', {
    name: 'Exit code',
    component: 'system',
    valueType: 'UNSIGNED',
    heartbeat: '1d',
    pace: 'minute',
    value: (state) => state.exitCode,
  }),
  docker('container_info.image', {
    name: 'Image',
    component: 'images',
    valueType: 'CHAR',
    heartbeat: '1d',
    pace: 'minute',
    value: ({ image }) => image,
  }),
  docker('container_stats.cpu_pct_usage', {
    name: 'CPU percent usage',
    component: 'cpu',
    valueType: 'FLOAT',
    units: '%',
    pace: 'tick',
    value: (state) => round(state.cpu * 100),
  }),
  docker('container_stats.memory.usage', {
    name: 'Memory usage',
    component: 'memory',
    valueType: 'UNSIGNED',
    units: 'B',
    pace: 'tick',
    value: (state) => state.memory,
  }),
  mail('requests', {
    name: 'Requests served',
    valueType: 'UNSIGNED',
    pace: 'tick',
    value: counter(({ requests }) => Math.floor(requests)),
  }),
  mail('errors', {
    name: 'Errors answered',
    valueType: 'UNSIGNED',
    pace: 'tick',
    value: counter(({ errors }) => Math.floor(errors)),
  }),
  mail('timeouts', {
    name: 'Calls that timed out',
    valueType: 'UNSIGNED',
    pace: 'tick',
    value: counter(({ timeouts }) => Math.floor(timeouts)),
  }),
  mail('busy_seconds', {
    name: 'Time spent serving',
    valueType: 'FLOAT',
    units: 's',
    pace: 'tick',
    value: counter(({ busySeconds }) => round(busySeconds)),
  }),
  mail('limit.cpu', { name: 'CPU limit', valueType: 'FLOAT', pace: 'minute', value: (_, { cpuLimit }) => cpuLimit }),
  mail('limit.memory', {
    name: 'Memory limit',
    valueType: 'UNSIGNED',
    units: 'B',
    pace: 'minute',
    value: (_, { memoryLimit }) => memoryLimit,
  }),
  mail('role', {
    name: 'Role',
    of: 'stores',
    valueType: 'UNSIGNED',
    valueMap: 'Role',
    pace: 'minute',
    value: counter(({ isLeader }) => (isLeader ? 1 : 0)),
  }),
];

const running = (containers: readonly ContainerState[]): number =>
  containers.filter(({ shows }) => shows === 'all').length;
const listed = (containers: readonly ContainerState[]): number =>
  containers.filter(({ shows }) => shows !== 'nothing').length;

export const serverItems: readonly ServerItem[] = [
  {
    template: 'linux',
    key: 'zabbix[host,agent,available]',
    name: 'Zabbix agent availability',
    valueType: 'UNSIGNED',
    valueMap: 'zabbix.host.available',
    tags: { component: 'system' },
    fromOutside: true,
    value: ({ agentSpeaks }) => (agentSpeaks ? 1 : 0),
  },
  {
    template: 'linux',
    key: 'agent.ping',
    name: 'Zabbix agent ping',
    valueType: 'UNSIGNED',
    valueMap: 'Zabbix agent ping status',
    tags: { component: 'system' },
    value: () => 1,
  },
  {
    template: 'linux',
    key: 'system.cpu.util',
    name: 'CPU utilization',
    valueType: 'FLOAT',
    units: '%',
    tags: { component: 'cpu' },
    value: ({ cpu }) => round(cpu),
  },
  {
    template: 'linux',
    key: 'vm.memory.utilization',
    name: 'Memory utilization',
    valueType: 'FLOAT',
    units: '%',
    tags: { component: 'memory' },
    value: ({ memory }) => round(memory),
  },
  {
    template: 'icmp',
    key: 'icmpping',
    name: 'ICMP ping',
    valueType: 'UNSIGNED',
    valueMap: 'Service state',
    tags: { component: 'network' },
    fromOutside: true,
    value: ({ answersPing }) => (answersPing ? 1 : 0),
  },
  {
    template: 'icmp',
    key: 'icmppingloss',
    name: 'ICMP loss',
    valueType: 'FLOAT',
    units: '%',
    tags: { component: 'network' },
    fromOutside: true,
    value: ({ answersPing }) => (answersPing ? 0 : 100),
  },
  {
    template: 'icmp',
    key: 'icmppingsec',
    name: 'ICMP response time',
    valueType: 'FLOAT',
    units: 's',
    tags: { component: 'network' },
    fromOutside: true,
    value: ({ answersPing }) => (answersPing ? 0.0004 : 0),
  },
  {
    template: 'docker',
    key: 'docker.ping',
    name: 'Docker: Ping',
    valueType: 'UNSIGNED',
    valueMap: 'Service state',
    heartbeat: '10m',
    tags: { component: 'health' },
    value: () => 1,
  },
  {
    template: 'docker',
    key: 'docker.containers.total',
    name: 'Docker: Containers total',
    valueType: 'UNSIGNED',
    tags: { component: 'containers' },
    value: (_, containers) => listed(containers),
  },
  {
    template: 'docker',
    key: 'docker.containers.running',
    name: 'Docker: Containers running',
    valueType: 'UNSIGNED',
    tags: { component: 'containers' },
    value: (_, containers) => running(containers),
  },
  {
    template: 'docker',
    key: 'docker.containers.stopped',
    name: 'Docker: Containers stopped',
    valueType: 'UNSIGNED',
    tags: { component: 'containers' },
    value: (_, containers) => listed(containers) - running(containers),
  },
];

export const diskItems: readonly DiskItem[] = [
  {
    key: 'vfs.fs.size[{#FSNAME},pused]',
    name: '{#FSNAME}: Space utilization',
    valueType: 'FLOAT',
    units: '%',
    tags: { component: 'storage', filesystem: '{#FSNAME}' },
    value: round,
  },
  {
    key: 'vfs.fs.size[{#FSNAME},total]',
    name: '{#FSNAME}: Total space',
    valueType: 'UNSIGNED',
    units: 'B',
    tags: { component: 'storage', filesystem: '{#FSNAME}' },
    value: () => diskBytes,
  },
  {
    key: 'vfs.fs.size[{#FSNAME},used]',
    name: '{#FSNAME}: Used space',
    valueType: 'UNSIGNED',
    units: 'B',
    tags: { component: 'storage', filesystem: '{#FSNAME}' },
    value: (used) => Math.round((diskBytes * used) / 100),
  },
  {
    key: 'vfs.fs.inode[{#FSNAME},pfree]',
    name: '{#FSNAME}: Free inodes in %',
    valueType: 'FLOAT',
    units: '%',
    tags: { component: 'storage', filesystem: '{#FSNAME}' },
    value: (used) => round(99 - used / 20),
  },
];

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
