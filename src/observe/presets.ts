import type { ItemMapping, SignalMapping, TriggerMapping } from '../domain/mapping.ts';

interface Preset {
  readonly items: readonly ItemMapping[];
  readonly triggers: readonly TriggerMapping[];
}

/** "Docker by Zabbix agent 2", by its old and new keys. */
const dockerAgent2: Preset = {
  items: [
    { key: 'docker.container_info.state.running[{container}]', signal: 'status', map: { 1: 'running', 0: 'stopped' } },
    {
      key: 'docker.container_info.state.health[{container}]',
      signal: 'health',
      map: { 1: 'starting', 2: 'unhealthy', 3: 'healthy', 4: 'none' },
    },
    { key: 'docker.container_info.restart_count[{container}]', signal: 'restarts' },
    // Per cent of one core.
    { key: 'docker.container_stats.cpu_pct_usage[{container}]', signal: 'cpu', multiply: 0.01 },
    // `usage_total` and `usage_active` are the later names; `usage_active` is nearest to the working set.
    { key: 'docker.container_stats.memory.usage_active[{container}]', signal: 'memory' },
    { key: 'docker.container_stats.memory.usage[{container}]', signal: 'memory' },
    { key: 'docker.container_stats.memory.usage_total[{container}]', signal: 'memory' },
    { key: 'docker.container_info.state.exitcode[{container}]', signal: 'exitCode' },
    { key: 'docker.container_info.image[{container}]', signal: 'image' },
    { key: 'docker.container_info.started[{container}]', signal: 'started' },
    { key: 'docker.ping', signal: 'runtime' },
  ],
  triggers: [],
};

/** "Linux by Zabbix agent" (and agent 2), with the ping of "ICMP Ping", by their old and new keys. */
const linuxAgent: Preset = {
  items: [
    { key: 'system.cpu.util', signal: 'cpu' },
    { key: 'vm.memory.utilization', signal: 'memory' },
    { key: 'vm.memory.util', signal: 'memory' },
    { key: 'vfs.fs.dependent.size[{disk},pused]', signal: 'used' },
    { key: 'vfs.fs.size[{disk},pused]', signal: 'used' },
    { key: 'vfs.fs.dependent.inode[{disk},pfree]', signal: 'inodes', multiply: -1, add: 100 },
    { key: 'vfs.fs.inode[{disk},pfree]', signal: 'inodes', multiply: -1, add: 100 },
    { key: 'agent.ping', signal: 'agent' },
    // 0 not available, 1 available, 2 unknown.
    { key: 'zabbix[host,agent,available]', signal: 'agent', map: { 2: 0 } },
    { key: 'icmpping', signal: 'reachable' },
  ],
  triggers: [
    // Not '*ping*' alone: "High ICMP ping loss" and "High ICMP ping response time" have the same tag, and are answered.
    pingProblem('*unavailable by ICMP ping*'),
    pingProblem('*ping*not answered*'),
    pingProblem('*not answer*ping*'),
  ],
};

function pingProblem(name: string): TriggerMapping {
  return { tag: { scope: 'availability' }, name, node: 'server', signal: 'reachable', problem: 0, ok: 1 };
}

/** The mappings of stock templates that come with Linchpin, by the names of `signals.presets`. */
export const presets: Readonly<Record<string, Preset>> = { 'docker-agent2': dockerAgent2, 'linux-agent': linuxAgent };

/** A site's own lines, before those of the presets it names (contracts, `signals`); a name that is no preset adds nothing. */
export function withPresets(own: SignalMapping, names: readonly string[]): SignalMapping {
  const chosen = names.flatMap((name) => presets[name] ?? []);
  return {
    ...own,
    items: [...own.items, ...chosen.flatMap((preset) => preset.items)],
    triggers: [...own.triggers, ...chosen.flatMap((preset) => preset.triggers)],
  };
}
