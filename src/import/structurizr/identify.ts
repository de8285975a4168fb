import { distinctNames } from '../../domain/distinct-names.ts';
import { countUp } from '../../domain/gather.ts';
import { isId } from '../../domain/node.ts';
import type { Plain, Unmapped } from '../imported.ts';
import { propertyValue } from './property-text.ts';
import { type Element, ownPrefix, type Workspace } from './workspace.ts';

/** The things of a workspace by the ids that they get in a model. */
export interface Identified {
  readonly subsystems: readonly { readonly id: string; readonly element: Element; readonly pods: readonly string[] }[];
  readonly containers: readonly { readonly id: string; readonly element: Element }[];
  /** The id of the pod that a container becomes, by its key. */
  readonly idOf: ReadonlyMap<string, string>;
}

/** Gives ids: those of an export, else what people call a thing; where that is not unique, with its system in front. */
export function identify({ systems }: Workspace, leaveOut: (unmapped: Unmapped) => void): Identified {
  const uses = new Map<string, number>();
  for (const { containers } of systems) {
    for (const { name } of containers) countUp(uses, slug(name));
  }
  const distinctPod = distinctNames();
  const distinctSubsystem = distinctNames();
  const unique = (wish: string): string =>
    distinctPod(isId(wish) ? wish : `pod-${wish.replace(/[^\p{L}\p{N}._-]/gu, '')}`);
  const containers: { readonly id: string; readonly element: Element }[] = [];
  const pods = new Map<string, string[]>();
  const subsystems: { readonly id: string; readonly element: Element; readonly pods: string[] }[] = [];
  for (const system of systems) {
    const own = ownValue(system.properties, 'id');
    const isNone = ownValue(system.properties, 'none') === true;
    const wished = typeof own === 'string' && isId(own) ? own : slug(system.name);
    const id = distinctSubsystem(isId(wished) ? wished : `subsystem-${subsystems.length + 1}`);
    // One of an export may have none but those that are drawn in others.
    if (system.containers.length === 0 && typeof own !== 'string') {
      const why = 'it has no containers, so nothing of it could be observed';
      leaveOut({
        what: `software system "${system.name}"`,
        why,
        ...(system.position && { position: system.position }),
      });
      continue;
    }
    if (!isNone) subsystems.push({ id, element: system, pods: [] });
    for (const element of system.containers) {
      const given = ownValue(element.properties, 'id');
      const name = slug(element.name);
      const wish = typeof given === 'string' ? given : (uses.get(name) ?? 0) > 1 ? `${id}-${name}` : name;
      const pod = unique(wish);
      containers.push({ id: pod, element });
      const of = ownValue(element.properties, 'subsystems');
      pods.set(pod, Array.isArray(of) ? of.map(String) : isNone ? [] : [id]);
    }
  }
  for (const subsystem of subsystems) {
    subsystem.pods.push(...containers.flatMap(({ id }) => (pods.get(id)?.includes(subsystem.id) === true ? [id] : [])));
  }
  return { subsystems, containers, idOf: new Map(containers.map(({ id, element }) => [element.key, id])) };
}

/** A word of our own among the properties of an element. */
export function ownValue(properties: Readonly<Record<string, string>>, name: string): Plain | undefined {
  const key = `${ownPrefix}${name}`;
  const text = Object.hasOwn(properties, key) ? properties[key] : undefined;
  return text === undefined ? undefined : propertyValue(text);
}

/** All words of our own among the properties of an element. */
export function ownKeys(properties: Readonly<Record<string, string>>): Readonly<Record<string, Plain>> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, text]) =>
      key.startsWith(ownPrefix) ? [[key.slice(ownPrefix.length), propertyValue(text)]] : [],
    ),
  );
}

/** What people call something, as an id. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
}
