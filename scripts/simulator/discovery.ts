import type { SimulatedContainer, SimulatedServer } from './installation.ts';
import type { ContainerItem, ItemDefinition, TemplateId } from './items.ts';

/** The discovery rules, each with the macro that its prototypes use and the value of the macro for one entry. */
export const discoveryRules = {
  containers: {
    template: 'docker',
    key: 'docker.containers.discovery[false]',
    name: 'Containers discovery',
    macro: '{#NAME}',
    shown: (name: string) => `/${name}`,
  },
  metrics: {
    template: 'mail',
    key: 'mail.containers.discovery',
    name: 'Containers with metrics',
    macro: '{#NAME}',
    shown: (name: string) => name,
  },
  stores: {
    template: 'mail',
    key: 'mail.stores.discovery',
    name: 'Containers that store',
    macro: '{#NAME}',
    shown: (name: string) => name,
  },
  disks: {
    template: 'linux',
    key: 'vfs.fs.discovery',
    name: 'Mounted filesystem discovery',
    macro: '{#FSNAME}',
    shown: (mount: string) => mount,
  },
} as const satisfies Readonly<
  Record<string, { template: TemplateId; key: string; name: string; macro: string; shown: (name: string) => string }>
>;

export type DiscoveryRule = keyof typeof discoveryRules;

/** The rule that makes the items of a definition. */
export function ruleOf(item: ContainerItem): DiscoveryRule {
  return item.template === 'docker' ? 'containers' : item.of === 'stores' ? 'stores' : 'metrics';
}

/** What each discovery rule finds on a server, before `shown`. */
export function discovered(
  server: SimulatedServer,
  containers: readonly SimulatedContainer[],
): Readonly<Record<DiscoveryRule, readonly string[]>> {
  const names = containers.map(({ name }) => name);
  return {
    containers: names,
    metrics: names,
    stores: containers.filter(({ stores }) => stores).map(({ name }) => name),
    disks: server.disks.map(({ mount }) => mount),
  };
}

/** The key that a prototype's item has for one entry of its rule. */
export function keyFor(item: ItemDefinition, rule: DiscoveryRule, entry: string): string {
  return item.key.replace(discoveryRules[rule].macro, discoveryRules[rule].shown(entry));
}
