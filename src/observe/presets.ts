import type { SignalMapping } from '../domain/mapping.ts';
import { dockerAgent2 } from './presets/docker-agent2.ts';
import { envoy } from './presets/envoy.ts';
import { haproxy } from './presets/haproxy.ts';
import { kubernetes } from './presets/kubernetes.ts';
import { linuxAgent } from './presets/linux-agent.ts';
import { nginxPlus } from './presets/nginx-plus.ts';
import type { Preset } from './presets/preset.ts';
import { smart } from './presets/smart.ts';

/** The mappings of stock templates that come with Linchpin, by the names of `signals.presets`. */
export const presets: Readonly<Record<string, Preset>> = {
  'docker-agent2': dockerAgent2,
  'linux-agent': linuxAgent,
  smart,
  kubernetes,
  'nginx-plus': nginxPlus,
  haproxy,
  envoy,
};

/** A site's own lines, before those of the presets it names (contracts, `signals`); a name that is no preset adds nothing. */
export function withPresets(own: SignalMapping, names: readonly string[]): SignalMapping {
  const chosen = names.flatMap((name) => presets[name] ?? []);
  return {
    ...own,
    items: [...own.items, ...chosen.flatMap((preset) => preset.items)],
    triggers: [...own.triggers, ...chosen.flatMap((preset) => preset.triggers)],
  };
}
