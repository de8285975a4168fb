import { byText, idFrom } from '../../domain/node.ts';
import type { Report } from '../../model/findings.ts';
import { positionOf, type Source } from '../../model/positions.ts';
import { reportMistakes } from '../../model/shape/report-mistakes.ts';
import { checkShape } from '../../model/shape/schema.ts';
import {
  type Imported,
  type ImportedEntry,
  type Listed,
  nothingImported,
  type Plain,
  type Unmapped,
} from '../imported.ts';
import { hostsIn } from '../references.ts';
import { guessedKind } from '../kind.ts';
import { type LayeredService, layered } from './layers.ts';
import { serviceSchema, type WrittenService } from './schema.ts';

/** Reads the compose files of one project, given in the order in which compose lays them over each other. */
export function readCompose(sources: readonly Source[], folder: string, report: Report): Imported {
  const unmapped: Unmapped[] = [];
  const leaveOut = (each: Unmapped): void => void unmapped.push(each);
  const { project: named, services } = layered(sources, { report, leaveOut });
  const project = projectName(named === undefined ? folder : interpolated(named));
  const readable = services.flatMap((service): readonly Service[] => {
    const { value, mistakes } = checkShape(serviceSchema, service.value);
    if (!service.isTold) reportMistakes(mistakes, { place: service.place, value: service.value }, report);
    const id = idFrom(service.name);
    if (id === undefined) {
      const why = 'nothing of its name may stand in an id';
      leaveOut({ what: `service "${service.name}"`, why, position: positionOf(service.place) });
    }
    return value === undefined || id === undefined ? [] : [{ ...service, id, written: value }];
  });
  const context: Context = {
    project,
    services: readable,
    idOf: names(readable),
    ended: awaitedEnds(readable),
    leaveOut,
  };
  const pods = readable.map((service) => podOf(service, context));
  const id = idFrom(project) ?? 'imported';
  const subsystem: ImportedEntry = {
    id,
    keys: {},
    lists: { pods: pods.map((pod) => ({ name: pod.id })) },
    guesses: {},
    file: sources[0]?.file ?? '',
  };
  return {
    ...nothingImported('compose'),
    system: { id },
    subsystems: pods.length > 0 ? [subsystem] : [],
    pods,
    unmapped,
  };
}

interface Service extends LayeredService {
  readonly id: string;
  readonly written: WrittenService;
}

interface Context {
  readonly project: string;
  readonly services: readonly Service[];
  /** The service that a host name stands for. */
  readonly idOf: ReadonlyMap<string, string>;
  /** The services whose end others wait for. */
  readonly ended: ReadonlySet<string>;
  readonly leaveOut: (unmapped: Unmapped) => void;
}

/** How compose calls a project (compose: name). */
function projectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/gu, '')
    .replace(/^[^a-z0-9]+/u, '');
}

/** A value with the defaults of its variables; of others nobody knows what they are where it runs. */
function interpolated(text: string): string {
  return text.replace(/\$\{\w+:?-([^}]*)\}/gu, '$1');
}

/** The names by which a service is reached on the networks of a project (compose: networks, aliases). */
function names(services: readonly Service[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { id, written } of services) {
    const { container_name: container, hostname, networks } = written;
    const aliases =
      networks && !Array.isArray(networks) ? Object.values(networks).flatMap((each) => each?.aliases ?? []) : [];
    for (const name of [container, hostname, ...aliases]) if (name) found.set(name.toLowerCase(), id);
  }
  for (const { id, name } of services) found.set(name.toLowerCase(), id);
  return found;
}

function awaitedEnds(services: readonly Service[]): ReadonlySet<string> {
  return new Set(
    services.flatMap(({ written: { depends_on: needs } }) =>
      !needs || Array.isArray(needs)
        ? []
        : Object.entries(needs).flatMap(([name, how]) => (how?.condition === ended ? [name] : [])),
    ),
  );
}

const ended = 'service_completed_successfully';

function podOf(service: Service, context: Context): ImportedEntry {
  const { id, written, place } = service;
  const { replicas, guess: replicasGuess } = replicasOf(service, context);
  const kind = guessedKind({ image: written.image ?? '', replicas: typeof replicas === 'number' ? replicas : 2 });
  const completion = completionOf(service, context);
  const pattern = patternOf(service, context.project);
  const profiles = written.profiles ?? [];
  const keys: Record<string, Plain> = {
    kind: completion === undefined && typeof replicas === 'number' ? kind.kind : 'stateless',
    replicas,
    ...(completion !== undefined && { runs: 'to-completion' }),
    ...(pattern !== undefined && { containers: pattern.text }),
    ...(profiles.length > 0 && { enabled: false }),
  };
  const guesses: Record<string, string> = {
    ...(keys['kind'] === kind.kind && { kind: kind.why }),
    ...(replicasGuess !== undefined && { replicas: replicasGuess }),
    ...(completion !== undefined && { runs: completion }),
    ...(pattern?.guess !== undefined && { containers: pattern.guess }),
    ...(profiles.length > 0 && { enabled: `it is started only with the profile ${profiles.join(' or ')}` }),
  };
  return { id, keys, guesses, lists: { calls: callsOf(service, context) }, file: place.source.file };
}

function replicasOf(
  { name, written, place }: Service,
  { leaveOut }: Context,
): { readonly replicas: Plain; readonly guess?: string } {
  const { deploy, scale } = written;
  if (deploy?.mode === 'global' || deploy?.mode === 'global-job') {
    return { replicas: { min: 1, max: 1000 }, guess: 'one on each node of the swarm (`mode: global`)' };
  }
  const said = deploy?.replicas ?? scale ?? 1;
  const count = Number(typeof said === 'string' ? interpolated(said) : said);
  if (Number.isSafeInteger(count) && count >= 1 && count <= 10_000) {
    return typeof said === 'string' ? { replicas: count, guess: 'the default of a variable' } : { replicas: count };
  }
  const why =
    count === 0
      ? 'none is wanted; a pod has at least one, so it is written with one'
      : 'it depends on a variable, or is no count; written with one';
  leaveOut({ what: `\`replicas\` of service "${name}"`, why, position: positionOf(place) });
  return { replicas: 1, guess: why };
}

function completionOf({ name, written }: Service, { ended: awaited }: Context): string | undefined {
  if (awaited.has(name)) return 'others wait for its end (`service_completed_successfully`)';
  const { deploy, restart, ports, expose } = written;
  if (deploy?.mode === 'replicated-job' || deploy?.mode === 'global-job') return `\`mode: ${deploy.mode}\``;
  const isReached = (ports ?? []).length + (expose ?? []).length > 0;
  if (isReached) return undefined;
  if (restart === 'no' || restart === 'false' || deploy?.restart_policy?.condition === 'none') {
    return 'it is not started again when it ends, and has no ports';
  }
  return undefined;
}

/** Docker allows no longer names. */
const longestName = 255;

function patternOf(
  { name, written }: Service,
  project: string,
): { readonly text: string; readonly guess?: string } | undefined {
  const { container_name: own } = written;
  if (own) {
    const text = interpolated(own);
    return /[{}$]/u.test(text) || text.length > longestName ? undefined : { text };
  }
  if (/[{}]/u.test(name) || name.length > longestName) return undefined;
  return { text: `${project}-${name}-{replica}`, guess: `so docker compose calls them in project "${project}"` };
}

function callsOf(service: Service, context: Context): readonly Listed[] {
  const { id, written } = service;
  const found = new Map<string, string>();
  const add = (host: string, why: string): void => {
    const callee = context.idOf.get(host.toLowerCase());
    if (callee !== undefined && callee !== id && !found.has(callee)) found.set(callee, `guess: ${why}`);
  };
  const { environment, command, entrypoint, links, network_mode: mode, depends_on: needs } = written;
  for (const [variable, value] of settingsIn(environment)) {
    for (const host of hostsIn(interpolated(value), variable)) add(host, `its variable ${variable} names it`);
  }
  for (const word of [command, entrypoint].flatMap((words) => words ?? [])) {
    for (const host of hostsIn(interpolated(word), '')) add(host, 'its command names it');
  }
  for (const link of links ?? []) add(link.split(':')[0] ?? '', '`links` names it');
  if (mode?.startsWith('service:') === true) add(mode.slice('service:'.length), 'it shares the network of that');
  const awaited = Array.isArray(needs) ? needs : Object.keys(needs ?? {});
  for (const name of awaited) {
    if (!context.ended.has(name)) add(name, '`depends_on` names it, which may mean no more than an order to start in');
  }
  return [...found].map(([name, guess]) => ({ name, guess })).toSorted((a, b) => byText(a.name, b.name));
}

function settingsIn(environment: WrittenService['environment']): readonly (readonly [string, string])[] {
  if (!environment) return [];
  if (!Array.isArray(environment)) return Object.entries(environment);
  return environment.map((line) => {
    const at = line.indexOf('=');
    return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
  });
}
