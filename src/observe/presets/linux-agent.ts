import type { TriggerMapping } from '../../domain/mapping.ts';
import type { Preset } from './preset.ts';

/** "Linux by Zabbix agent" (and agent 2, passive and active) of 5.0 to 8.0, with "ICMP Ping", by their old and new keys. */
export const linuxAgent: Preset = {
  items: [
    { key: 'system.cpu.util', node: 'server', signal: 'cpu' },
    { key: 'vm.memory.utilization', node: 'server', signal: 'memory' },
    { key: 'vm.memory.util', node: 'server', signal: 'memory' },
    { key: 'vfs.fs.dependent.size[{disk},pused]', signal: 'used' },
    { key: 'vfs.fs.size[{disk},pused]', signal: 'used' },
    { key: 'vfs.fs.dependent.inode[{disk},pfree]', signal: 'inodes', multiply: -1, add: 100 },
    { key: 'vfs.fs.inode[{disk},pfree]', signal: 'inodes', multiply: -1, add: 100 },
    { key: 'agent.ping', node: 'server', signal: 'agent' },
    // 0 not available, 1 available, 2 unknown.
    { key: 'zabbix[host,agent,available]', node: 'server', signal: 'agent', map: { 2: 0 } },
    // 0 unknown, 1 available, 2 not available.
    { key: 'zabbix[host,active_agent,available]', node: 'server', signal: 'agent', map: { 2: 0 } },
    { key: 'icmpping', node: 'server', signal: 'reachable' },
    { key: 'icmppingloss', node: 'network', signal: 'loss' },
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
