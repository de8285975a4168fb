import { byText, idFrom } from '../../domain/node.ts';
import type { Report } from '../../model/findings.ts';
import type { Source } from '../../model/positions.ts';
import { valueAt } from '../../model/shape/schema.ts';
import type { SourceFile } from '../../model/yaml-source.ts';
import {
  type Imported,
  type ImportedContainer,
  type ImportedEntry,
  type Listed,
  nothingImported,
  type Plain,
  type Unmapped,
} from '../imported.ts';
import { guessedKind } from '../kind.ts';
import { type Identified, identify, ownKeys, ownValue, slug } from './identify.ts';
import { readWorkspaceDsl } from './read-dsl.ts';
import { readWorkspaceJson } from './read-json.ts';
import type { DeploymentNode, Element, Workspace } from './workspace.ts';

/** Reads a Structurizr workspace: as JSON where the file was read as that, else in its language. */
export function readStructurizr(file: SourceFile, source: Source | undefined, report: Report): Imported | undefined {
  const unmapped: Unmapped[] = [];
  const leaveOut = (each: Unmapped): void => void unmapped.push(each);
  const workspace = source ? readWorkspaceJson(source, report) : readWorkspaceDsl(file, { report, leaveOut });
  if (workspace === undefined) return undefined;
  const identified = identify(workspace, leaveOut);
  const calls = callsOf(workspace, identified, leaveOut);
  const instances = instancesOf(workspace);
  const isOwn = ownValue(workspace.properties, 'model') !== undefined;
  const pods = identified.containers.map(({ id, element }) =>
    podOf(element, { id, calls: calls.get(id) ?? [], instances: instances.get(element.key), isOwn, file: file.path }),
  );
  const { servers, containers } = isOwn
    ? inventoryOf(workspace, identified, file.path)
    : nothingImported('structurizr');
  if (!isOwn && instances.size > 0) {
    const why = 'its nodes may be anything; of them only the number of instances is taken';
    leaveOut({ what: `the deployment "${liveOf(workspace)?.name ?? ''}"`, why });
  }
  const { model: _, system, ...settings } = ownKeys(workspace.properties);
  return {
    ...nothingImported('structurizr'),
    ...systemOf(system, workspace.name ?? ''),
    subsystems: subsystemsOf(identified, file.path),
    pods,
    servers,
    containers,
    settings,
    unmapped,
  };
}

/** The system of an export, else one that is called like the workspace. */
function systemOf(own: Plain | undefined, name: string): Pick<Imported, 'system'> {
  const [id, called] = ['id', 'name'].map((key) => valueAt(own, [key]));
  if (typeof id === 'string') return { system: { id, ...(typeof called === 'string' && { name: called }) } };
  const made = idFrom(slug(name));
  return made === undefined ? {} : { system: { id: made, ...(made !== name && { name }) } };
}

interface PodContext {
  readonly id: string;
  readonly calls: readonly Listed[];
  readonly instances: number | undefined;
  /** The workspace is an export of a model, so nothing is to be guessed. */
  readonly isOwn: boolean;
  readonly file: string;
}

function podOf(element: Element, { id, calls, instances, isOwn, file }: PodContext): ImportedEntry {
  const { name, technology = '', tags, properties } = element;
  const own = ownKeys(properties);
  const { id: _, name: ownName, subsystems: __, calls: ___, ...rest } = own;
  const called = ownName ?? (name === id ? undefined : name);
  const named: Record<string, Plain> = called === undefined ? {} : { name: called };
  if (isOwn) return { id, keys: { ...named, ...rest }, guesses: {}, lists: { calls }, file };
  const replicas = instances ?? 1;
  const keepsData = tags.some((tag) => /database|store|queue/iu.test(tag)) || /database|schema/iu.test(technology);
  const { kind, why } = guessedKind({ image: technology.toLowerCase(), replicas, keepsData });
  return {
    id,
    keys: { ...named, kind, replicas, ...rest },
    guesses: {
      ...(!Object.hasOwn(rest, 'kind') && { kind: why }),
      ...(!Object.hasOwn(rest, 'replicas') && {
        replicas: instances === undefined ? 'no deployment tells' : 'as many as the deployment has instances',
      }),
    },
    lists: { calls },
    file,
  };
}

/** Who calls whom among containers; what is said of components is true of their containers. */
function callsOf(
  { relations, components, people, systems }: Workspace,
  { idOf }: Identified,
  leaveOut: (unmapped: Unmapped) => void,
): ReadonlyMap<string, readonly Listed[]> {
  const calls = new Map<string, Map<string, string | undefined>>();
  const names = new Map(systems.map(({ key, name }) => [key, name]));
  for (const { from, to, description, technology, position } of relations) {
    const [caller, callee] = [from, to].map((key) => idOf.get(components.get(key) ?? key));
    if (caller !== undefined && callee !== undefined) {
      if (caller === callee) continue;
      const known = calls.get(caller) ?? new Map<string, string | undefined>();
      const said = [description, technology === undefined ? undefined : `(${technology})`].filter(Boolean).join(' ');
      if (!known.has(callee)) known.set(callee, said === '' ? undefined : said);
      calls.set(caller, known);
    } else if (!people.has(from) && !people.has(to) && (names.has(from) || names.has(to))) {
      const named = [from, to].map((key) => names.get(key) ?? idOf.get(components.get(key) ?? key) ?? '…');
      const why = 'a model has calls between containers: say which of them uses which';
      leaveOut({ what: `the relation "${named[0] ?? ''}" -> "${named[1] ?? ''}"`, why, ...(position && { position }) });
    }
  }
  return new Map(
    [...calls].map(([caller, callees]) => [
      caller,
      [...callees]
        .map(([name, said]) => ({ name, ...(said !== undefined && said !== callWord && { guess: said }) }))
        .toSorted((a, b) => byText(a.name, b.name)),
    ]),
  );
}

/** How an export describes a call: it tells nothing more. */
export const callWord = 'calls';

function subsystemsOf({ subsystems }: Identified, file: string): readonly ImportedEntry[] {
  return subsystems.map(({ id, element, pods }) => {
    const { id: _, name: ownName, ...rest } = ownKeys(element.properties);
    const name = ownName ?? (element.name === id ? undefined : element.name);
    return {
      id,
      keys: { ...(name !== undefined && { name }), ...rest },
      guesses: {},
      lists: { pods: pods.map((pod) => ({ name: pod })) },
      file,
    };
  });
}

/** The deployment that users use, as its name tells; else the last one. */
function liveOf({ environments }: Workspace): Workspace['environments'][number] | undefined {
  return environments.find(({ name }) => /live|prod/iu.test(name)) ?? environments.at(-1);
}

/** How many instances of each container there are where users use them. */
function instancesOf(workspace: Workspace): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = ({ instances, nodes, containers }: DeploymentNode, times: number): void => {
    const all = Math.min(times * instances, 10_000);
    for (const { container } of containers) counts.set(container, Math.min((counts.get(container) ?? 0) + all, 10_000));
    for (const node of nodes) count(node, all);
  };
  for (const node of liveOf(workspace)?.nodes ?? []) count(node, 1);
  return counts;
}

/** Servers and containers as an export of a model has them. */
function inventoryOf(
  { environments }: Workspace,
  { idOf }: Identified,
  file: string,
): { readonly servers: readonly ImportedEntry[]; readonly containers: readonly ImportedContainer[] } {
  const nodes = environments.flatMap((environment) => environment.nodes);
  const servers = nodes.flatMap(({ name, properties, infrastructure }): readonly ImportedEntry[] => {
    const { server, name: ownName, ...rest } = ownKeys(properties);
    if (typeof server !== 'string') return [];
    const disks = infrastructure.flatMap((disk) => {
      const { disk: id, ...keys } = ownKeys(disk.properties);
      return typeof id === 'string' ? [[id, keys] as const] : [];
    });
    const called = ownName ?? (name === server ? undefined : name);
    const keys: Record<string, Plain> = {
      ...(called !== undefined && { name: called }),
      ...(disks.length > 0 && { disks: Object.fromEntries(disks) }),
      ...rest,
    };
    return [{ id: server, keys, guesses: {}, lists: {}, file }];
  });
  const containers = nodes.flatMap((node) => {
    const { server } = ownKeys(node.properties);
    return node.containers.flatMap(({ container, properties }): readonly ImportedContainer[] => {
      const { container: written, ...rest } = ownKeys(properties);
      // Names may be numbers.
      const name = typeof written === 'number' ? String(written) : written;
      if (typeof name !== 'string' || typeof server !== 'string' || !idOf.has(container)) return [];
      return [{ name, server, rest }];
    });
  });
  return { servers, containers };
}
