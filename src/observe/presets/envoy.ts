import type { ItemMapping } from '../../domain/mapping.ts';
import type { Preset } from './preset.ts';

function ofCluster(what: string, signal: string): ItemMapping {
  return { key: `envoy.cluster.${what}.rate[{container}]`, anywhere: true, signal, rate: true };
}

/** "Envoy Proxy by HTTP" of 6.0 to 8.0: upstream clusters that are called like a container. */
export const envoy: Preset = {
  items: [
    ofCluster('upstream_rq_5x', 'errors'),
    ofCluster('upstream_rq_timeout', 'timeouts'),
    ofCluster('upstream_rq_total', 'requests'),
  ],
  triggers: [],
};
