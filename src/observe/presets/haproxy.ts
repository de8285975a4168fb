import type { ItemMapping } from '../../domain/mapping.ts';
import type { Preset } from './preset.ts';

/** The proxy and the server behind it, as 6.0 to 8.0 write them, and as 5.0 did. */
function ofServer(key: string, line: Omit<ItemMapping, 'key' | 'anywhere'>): readonly ItemMapping[] {
  return [
    { ...line, anywhere: true, key: `${key}[{any},{container}]` },
    { ...line, anywhere: true, key: `${key}[{any}:{container}]` },
  ];
}

/** "HAProxy by HTTP" and "… by Zabbix agent": a container is found by the name of its `server` line in HAProxy. */
export const haproxy: Preset = {
  items: [
    ...ofServer('haproxy.server.hrsp_5xx.rate', { signal: 'errors', rate: true }),
    // Sessions: in HTTP mode each request to a server is one.
    ...ofServer('haproxy.server.stot.rate', { signal: 'requests', rate: true }),
    // "UP 1/3" is still up, "DOWN 1/2" still down; MAINT, DRAIN, NOLB and "no check" say nothing of whether it answers.
    ...ofServer('haproxy.server.status', { signal: 'network', map: { 'UP*': 1, 'DOWN*': 0, '*': null } }),
  ],
  triggers: [],
};
