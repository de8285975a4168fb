import type { ItemMapping } from '../../domain/mapping.ts';
import type { Preset } from './preset.ts';

/** A peer is `address:port`; where its address is a name, it may be a container's. */
function ofPeer(key: string, line: Omit<ItemMapping, 'key' | 'anywhere'>): readonly ItemMapping[] {
  return [
    { ...line, anywhere: true, key: `${key}[{any},{container}:{any}]` },
    { ...line, anywhere: true, key: `${key}[{any},{container}]` },
  ];
}

// `down` is how an administrator takes a peer out; `checking` and `draining` are on their way.
const state: ItemMapping['map'] = { up: 1, unavail: 0, unhealthy: 0, '*': null };

/** "NGINX Plus by HTTP" of 6.0 to 8.0: peers of upstreams, and server zones that are called like a container. */
export const nginxPlus: Preset = {
  items: [
    ...ofPeer('nginx.http.upstream.peer.responses.5xx.rate', { signal: 'errors', rate: true }),
    ...ofPeer('nginx.http.upstream.peer.requests.rate', { signal: 'requests', rate: true }),
    ...ofPeer('nginx.http.upstream.peer.state', { signal: 'network', map: state }),
    ...ofPeer('nginx.stream.upstream.peer.state', { signal: 'network', map: state }),
    {
      key: 'nginx.http.server_zones.responses.5xx.rate[{container}]',
      anywhere: true,
      signal: 'errors',
      rate: true,
    },
    { key: 'nginx.http.server_zones.requests.rate[{container}]', anywhere: true, signal: 'requests', rate: true },
  ],
  triggers: [],
};
