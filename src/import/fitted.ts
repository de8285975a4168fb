import { byText, idFrom } from '../domain/node.ts';
import type { Declarations } from '../model/declarations.ts';
import { nearestName } from '../model/nearest-name.ts';
import { placesByName } from '../model/place-by-name.ts';
import type { Imported, ImportedEntry, Listed, Unmapped } from './imported.ts';

/** Finds the pod that a service, workload or host name means; `undefined` where it is none of the model. */
export type PodNamer = (name: string) => string | undefined;

/** How people told a name to be left out. */
const leftOut = '-';

/** Names by what people said of them, by the ids and names of pods, or by how the containers of one are called. */
export function podNamer(declarations: Declarations | undefined, names: Readonly<Record<string, string>>): PodNamer {
  const pods = declarations?.pods ?? new Map<string, never>();
  const byLoose = new Map<string, string>();
  for (const { id, written } of pods.values()) {
    for (const each of [written?.name, id]) if (each !== undefined) byLoose.set(loose(each), id);
  }
  const placeOf = declarations && placesByName(declarations);
  return (name) => {
    if (Object.hasOwn(names, name)) return names[name];
    // `db-0.db.shop.svc`: a Pod of a StatefulSet, its Service, its namespace.
    const [short = name, service = short] = name.split('.');
    for (const each of [name, short, ...(/-\d+$/u.test(short) ? [service] : [])]) {
      const found = pods.has(each) ? each : byLoose.get(loose(each));
      if (found !== undefined) return found;
    }
    const place = placeOf?.(name);
    return place && 'pod' in place ? place.pod : undefined;
  };
}

/** `Cal_API` and `cal-api` are one name to people. */
function loose(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What is read, by the names of the model's pods. */
export interface Fitting {
  readonly declarations: Declarations | undefined;
  readonly names: Readonly<Record<string, string>>;
  /** Whether pods are made of what the model does not have. */
  readonly addsPods: boolean;
}

/**
 * What was read, with every pod called as the model calls it. Of traces the services that are no pods are left out and
 * told, unless pods are to be made of them: a trace may come from anywhere.
 */
export function fitted(imported: Imported, { declarations, names, addsPods }: Fitting): Imported {
  const nameOf = podNamer(declarations, names);
  const known = declarations?.pods ?? new Map<string, unknown>();
  const unmapped: Unmapped[] = [];
  const services = new Set(imported.traced?.services.map(({ name }) => name));
  const isTraced = imported.traced !== undefined;
  const renamed = (id: string): string | undefined => {
    const own = Object.hasOwn(names, id) ? names[id] : isTraced ? nameOf(id) : undefined;
    if (own === leftOut) return undefined;
    if (own !== undefined) return own;
    return isTraced && !addsPods && !known.has(id) ? undefined : idFrom(id);
  };
  const listed = (list: readonly Listed[], self: string): readonly Listed[] =>
    once(
      list.flatMap(({ name, ...rest }) => {
        const own = renamed(name);
        return own === undefined || own === self ? [] : [{ name: own, ...rest }];
      }),
    );
  const pods = new Map<string, ImportedEntry>();
  for (const pod of imported.pods) {
    const id = renamed(pod.id);
    if (id === undefined) {
      const told = tellUnknown(pod.id, { services, names, known });
      if (told) unmapped.push(told);
      continue;
    }
    const before = pods.get(id);
    const calls = listed([...(before?.lists['calls'] ?? []), ...(pod.lists['calls'] ?? [])], id);
    // Several services may be one pod.
    pods.set(id, { ...(before ?? pod), id, lists: { ...pod.lists, calls } });
  }
  const subsystems = imported.subsystems.map((subsystem) => ({
    ...subsystem,
    lists: { ...subsystem.lists, pods: listed(subsystem.lists['pods'] ?? [], '') },
  }));
  return { ...imported, pods: [...pods.values()], subsystems, unmapped: [...imported.unmapped, ...unmapped] };
}

function once(list: readonly Listed[]): readonly Listed[] {
  const first = new Map<string, Listed>();
  for (const each of list) if (!first.has(each.name)) first.set(each.name, each);
  return [...first.values()].toSorted((a, b) => byText(a.name, b.name));
}

function tellUnknown(
  id: string,
  {
    services,
    names,
    known,
  }: {
    readonly services: ReadonlySet<string>;
    readonly names: Fitting['names'];
    readonly known: ReadonlyMap<string, unknown>;
  },
): Unmapped | undefined {
  if (Object.hasOwn(names, id)) return undefined;
  const nearest = nearestName(id, known.keys());
  const what = services.has(id) ? 'service' : 'called host';
  const hint = nearest === undefined ? '' : ` (${JSON.stringify(nearest)}?)`;
  return {
    what: `${what} "${id}"`,
    why: `no pod is called so${hint}: say which with \`--name ${id}=POD\`, leave it out with \`--name ${id}=-\`, or make pods of all with \`--add-pods\``,
  };
}
