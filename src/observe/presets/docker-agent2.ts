import type { Preset } from './preset.ts';

/** "Docker by Zabbix agent 2" of 5.0 to 8.0, by its old and new keys (6.0.14 has no `health` and of memory only `usage`). */
export const dockerAgent2: Preset = {
  items: [
    // Not `state.status` first: it speaks once an hour while nothing changes. But Docker calls a paused container running.
    { key: 'docker.container_info.state.running[{container}]', signal: 'status', map: { 1: 'running', 0: 'stopped' } },
    { key: 'docker.container_info.state.status[{container}]', signal: 'status' },
    {
      key: 'docker.container_info.state.health[{container}]',
      signal: 'health',
      map: { 1: 'starting', 2: 'unhealthy', 3: 'healthy', 4: 'none' },
    },
    { key: 'docker.container_info.restart_count[{container}]', signal: 'restarts' },
    // 1 from a kill to the next start: as a counter it is reset by that, and each kill is one more.
    { key: 'docker.container_info.state.oomkilled[{container}]', signal: 'oomKills' },
    // Per cent of one core.
    { key: 'docker.container_stats.cpu_pct_usage[{container}]', signal: 'cpu', multiply: 0.01 },
    // Seconds of work in each second.
    { key: 'docker.container_stats.cpu_usage.total.rate[{container}]', signal: 'cpu' },
    // `usage_total` and `usage_active` are the later names; `usage_active` is nearest to the working set.
    { key: 'docker.container_stats.memory.usage_active[{container}]', signal: 'memory' },
    { key: 'docker.container_stats.memory.usage[{container}]', signal: 'memory' },
    { key: 'docker.container_stats.memory.usage_total[{container}]', signal: 'memory' },
    { key: 'docker.container_stats.memory.limit[{container}]', signal: 'memoryLimit' },
    { key: 'docker.container_info.state.exitcode[{container}]', signal: 'exitCode' },
    { key: 'docker.container_info.image[{container}]', signal: 'image' },
    { key: 'docker.container_info.started[{container}]', signal: 'started' },
    { key: 'docker.ping', node: 'server', signal: 'runtime' },
  ],
  triggers: [],
};
