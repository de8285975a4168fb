import type { SignalMapping } from '../domain/mapping.ts';
import { dockerAgent2 } from './presets/docker-agent2.ts';
import { envoy } from './presets/envoy.ts';
import { haproxy } from './presets/haproxy.ts';
import { kubernetes } from './presets/kubernetes.ts';
import { linuxAgent } from './presets/linux-agent.ts';
import { nginxPlus } from './presets/nginx-plus.ts';
import type { Preset } from './presets/preset.ts';
import { smart } from './presets/smart.ts';

/** The names of `signals.presets`. */
export const presetNames = [
  'docker-agent2',
  'linux-agent',
  'smart',
  'kubernetes',
  'nginx-plus',
  'haproxy',
  'envoy',
] as const;

/** One of `presetNames`. */
export type PresetName = (typeof presetNames)[number];

/** What a site most likely has, where nobody names any. */
export const defaultPresets: readonly PresetName[] = ['docker-agent2', 'linux-agent'];

/** The mappings of stock templates that come with Linchpin. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  'docker-agent2': dockerAgent2,
  'linux-agent': linuxAgent,
  smart,
  kubernetes,
  'nginx-plus': nginxPlus,
  haproxy,
  envoy,
};

/** A site's own lines, before those of the presets it names (contracts, `signals`). */
export function withPresets(own: SignalMapping, names: readonly PresetName[]): SignalMapping {
  const chosen = names.map((name) => presets[name]);
  return {
    ...own,
    items: [...own.items, ...chosen.flatMap((preset) => preset.items)],
    triggers: [...own.triggers, ...chosen.flatMap((preset) => preset.triggers)],
  };
}
