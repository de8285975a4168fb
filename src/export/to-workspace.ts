import { addTo } from '../domain/gather.ts';
import { byText } from '../domain/node.ts';
import type { Plain } from '../import/imported.ts';
import { propertyText } from '../import/structurizr/property-text.ts';
import { callWord } from '../import/structurizr/read-structurizr.ts';
import {
  type DeploymentNode,
  type Element,
  ownPrefix,
  type SoftwareSystem,
  type Workspace,
} from '../import/structurizr/workspace.ts';
import type { Declarations, Declared } from '../model/declarations.ts';
import { expand } from '../model/expand.ts';
import type { WrittenPod } from '../model/schema.ts';
import { valueAt } from '../model/shape/schema.ts';
import { readYaml, type SourceFile } from '../model/yaml-source.ts';

/** A model to be exported: its files and what they describe, without an error. */
export interface ExportedModel {
  readonly files: readonly SourceFile[];
  readonly declarations: Declarations;
}

/**
 * A model as a Structurizr workspace: subsystems as software systems, pods as containers, calls as relations, servers as
 * deployment nodes (left out without `deployment`). What C4 has no word for stands in properties that begin with
 * `linchpin.`, so that nothing is lost.
 */
export function toWorkspace(
  { files, declarations }: ExportedModel,
  { deployment }: { readonly deployment: boolean },
): Workspace {
  const pods = sorted(declarations.pods.values());
  const subsystems = sorted(declarations.subsystems.values());
  const homes = homesOf(declarations);
  const names = new Set<string>();
  const containersOf = (subsystem: string | undefined): readonly Element[] => {
    const taken = new Set<string>();
    return pods
      .filter(({ id }) => homes.get(id)?.[0] === subsystem)
      .map((pod) => podElement(pod, { taken, homes: homes.get(pod.id) ?? [] }));
  };
  const systems = subsystems.map((subsystem): SoftwareSystem => {
    const { name, pods: _, ...rest } = rawOf(subsystem);
    const named = nameIn(names, name, subsystem.id);
    return {
      ...{ key: `subsystem_${subsystem.id}`, name: named.shown, tags: [] },
      properties: properties({ id: subsystem.id, ...named.own, ...rest }),
      containers: containersOf(subsystem.id),
    };
  });
  const homeless = containersOf(undefined);
  const lone: SoftwareSystem = {
    ...{ key: 'subsystem_', name: nameIn(names, 'In no subsystem', 'no subsystem').shown, tags: [] },
    properties: properties({ none: true }),
    containers: homeless,
  };
  const [first] = declarations.systems.values();
  const isListed = first?.written?.subsystems !== undefined;
  const system = isListed ? undefined : first;
  return {
    name: plainName(system?.written?.name ?? system?.id ?? 'Linchpin'),
    properties: properties({
      model: 1,
      ...(system && { system: { id: system.id, ...(system.written?.name && { name: system.written.name }) } }),
      ...settingsIn(files),
    }),
    systems: homeless.length > 0 ? [...systems, lone] : systems,
    components: new Map(),
    people: new Set(),
    relations: pods.flatMap((pod) =>
      [...new Set(pod.written?.calls ?? [])]
        .filter((callee) => callee !== pod.id)
        .map((callee) => ({ from: `pod_${pod.id}`, to: `pod_${callee}`, description: callWord })),
    ),
    environments: deployment ? [{ name: 'Live', nodes: nodesOf(declarations) }] : [],
  };
}

/** The subsystems of each pod, in the order of their ids: in the first one it is drawn. */
export function homesOf({ subsystems }: Declarations): ReadonlyMap<string, readonly string[]> {
  const homes = new Map<string, string[]>();
  for (const { id, written } of sorted(subsystems.values())) {
    for (const pod of new Set(written?.pods ?? [])) addTo(homes, pod, id);
  }
  return homes;
}

function sorted<T extends { readonly id: string }>(things: Iterable<T>): readonly T[] {
  return [...things].toSorted((a, b) => byText(a.id, b.id));
}

/** What people wrote of something, as it stands in its file. */
function rawOf({ place }: Pick<Declared<unknown>, 'place'>): Readonly<Record<string, Plain>> {
  const value = valueAt(place.source.value, place.path);
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Plain>>) : {};
}

const ownSections = new Set(['system', 'subsystems', 'pods', 'servers', 'containers']);

/** What concerns the whole model (`systems`, `defaults`, `rules` …), from all of its files. */
function settingsIn(files: readonly SourceFile[]): Readonly<Record<string, Plain>> {
  let settings: Readonly<Record<string, Plain>> = {};
  for (const file of files) {
    const value = readYaml(file, { report: () => undefined })?.value;
    if (!isMap(value)) continue;
    settings = together(
      settings,
      Object.fromEntries(Object.entries(value).filter(([key, inner]) => !ownSections.has(key) && inner !== null)),
    );
  }
  return settings;
}

function together(
  a: Readonly<Record<string, Plain>>,
  b: Readonly<Record<string, Plain>>,
): Readonly<Record<string, Plain>> {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [x, y] = [a, b].map((map) => (Object.hasOwn(map, key) ? map[key] : undefined));
      if (isMap(x) && isMap(y)) return [[key, together(x, y)]];
      const value = x ?? y;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, Plain>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function podElement(
  pod: Declared<WrittenPod>,
  { taken, homes }: { readonly taken: Set<string>; readonly homes: readonly string[] },
): Element {
  const { name, calls: _, ...rest } = rawOf(pod);
  const named = nameIn(taken, name, pod.id);
  return {
    key: `pod_${pod.id}`,
    name: named.shown,
    ...(pod.written && { description: descriptionOf(pod.written) }),
    tags: [pod.written?.kind ?? ''],
    properties: properties({
      id: pod.id,
      ...named.own,
      ...(homes.length > 1 && { subsystems: homes }),
      ...rest,
    }),
  };
}

/** How redundant a pod is, in a few words for who looks at a picture. */
function descriptionOf({ kind, shards, replicas }: Pick<WrittenPod, 'kind' | 'shards' | 'replicas'>): string {
  const parts = Array.isArray(shards) ? shards.length : shards;
  const count = typeof replicas === 'object' ? `${replicas.min} to ${replicas.max}` : replicas;
  const sizes = [
    ...(parts === undefined ? [] : [`${parts} shards`]),
    ...(count === undefined ? [] : [`${count} replicas`]),
  ];
  return [kind, ...sizes].join(', ');
}

/** Names of C4 must differ, and hold nothing that its language takes for something else; our own say what they lose. */
function nameIn(
  taken: Set<string>,
  name: Plain | undefined,
  id: string,
): { readonly shown: string; readonly own: Readonly<Record<string, Plain>> } {
  const wish = plainName(typeof name === 'string' ? name : id);
  let shown = wish;
  for (let count = 1; taken.has(shown.toLowerCase()); count++)
    shown = `${wish} (${id}${count === 1 ? '' : ` ${count}`})`;
  taken.add(shown.toLowerCase());
  // One that is left out is the id.
  const meant = typeof name === 'string' ? name : id;
  return { shown, own: shown === meant ? {} : { name: meant } };
}

function plainName(text: string): string {
  return text.replace(/["\\${}]|[\p{Cc}\u2028\u2029]+/gu, ' ').trim() || '-';
}

function properties(keys: Readonly<Record<string, Plain | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) =>
      value === undefined ? [] : [[`${ownPrefix}${key}`, propertyText(value)]],
    ),
  );
}

function nodesOf(declarations: Declarations): readonly DeploymentNode[] {
  const placed = new Map<string, { readonly pod: string; readonly raw: Readonly<Record<string, Plain>> }[]>();
  for (const { declared, written, pod } of expand(declarations, () => undefined).placed) {
    addTo(placed, written.server, { pod, raw: rawOf(declared) });
  }
  const names = new Set<string>();
  return sorted(declarations.servers.values()).map((server) => {
    const { name, disks, ...rest } = rawOf(server);
    const named = nameIn(names, name, server.id);
    return {
      ...{ key: `server_${server.id}`, name: named.shown, tags: [] },
      properties: properties({ server: server.id, ...named.own, ...rest }),
      ...{ instances: 1, nodes: [] },
      infrastructure: Object.entries(isMap(disks) ? disks : {}).map(([id, keys]) => ({
        ...{ key: `disk_${server.id}_${id}`, name: plainName(id), tags: ['disk'] },
        properties: properties({ disk: id, ...(isMap(keys) && keys) }),
      })),
      containers: (placed.get(server.id) ?? []).map(({ pod, raw: { name: container, server: _, ...keys } }) => ({
        container: `pod_${pod}`,
        properties: properties({ container, ...keys }),
      })),
    };
  });
}
