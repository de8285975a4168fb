import { nearestName } from '../../src/model/nearest-name.ts';
import type { Installation } from './installation.ts';

/** What an operator of the simulation breaks. Numbers are places in the lists of the installation. */
export type Fault = FaultKind & {
  /** The words that named it, so that it can be shown and repaired: `disk-full`, `mail-vm-07 data1`. */
  readonly verb: string;
  readonly target: string;
};

/** The kinds of fault, each with what it hits. */
export type FaultKind =
  | { readonly kind: 'server-unreachable' | 'agent-silent' | 'server-cpu'; readonly server: number }
  | { readonly kind: 'disk-full'; readonly server: number; readonly disk: string; readonly percent: number }
  | { readonly kind: 'kill' | 'stuck' | 'vanish' | 'crash-loop' | 'container-cpu'; readonly container: number }
  /** After a restart it is well for so many seconds. */
  | { readonly kind: 'flapping'; readonly container: number; readonly calmFor: number }
  | { readonly kind: 'errors'; readonly pod: number; readonly perSecond: number; readonly hopDelay: number | undefined }
  | { readonly kind: 'slow'; readonly pod: number }
  | { readonly kind: 'bad-version'; readonly pod: number; readonly tag: string };

/** A fault, or why the words name none. */
type ReadFault = { readonly fault: Fault } | { readonly mistake: string };

/** The verbs that break something, each with how to write it. */
export const faultVerbs = {
  'server-unreachable': 'server-unreachable SERVER            no values from it and no answer to ping',
  'agent-silent': 'agent-silent SERVER                  no values from it, but it answers ping',
  'cpu-full': 'cpu-full SERVER|CONTAINER            cpu at 100 %',
  'disk-full': 'disk-full SERVER DISK [PERCENT]      98 % used unless told otherwise',
  kill: 'kill CONTAINER                       stopped with exit code 137, still listed',
  stuck: 'stuck CONTAINER                      stopped, and no restart brings it back',
  vanish: 'vanish CONTAINER                     removed: no values any more',
  'crash-loop': 'crash-loop CONTAINER                 restarts at every tick',
  flapping: 'flapping CONTAINER [CALM]            restarts at every tick, but for CALM (30s) after a restart by hand',
  'bad-version':
    'bad-version POD [TAG]                runs an image (TAG 99.0.0) that answers with errors (5/s a container)',
  errors:
    'errors POD [RATE] [DELAY]            errors (5/s a container) in it and, DELAY (a tick) later a hop, in its callers',
  'errors-only': 'errors-only POD [RATE]               the same without the callers',
  'slow-errors': 'slow-errors POD [RATE]               a few errors (3/min a container) in it alone',
  slow: 'slow POD                             each request takes eight times as long',
} as const;

type FaultVerb = keyof typeof faultVerbs;

/** Whether a word is a verb that breaks something. */
export function isFaultVerb(word: string | undefined): word is FaultVerb {
  return word !== undefined && Object.hasOwn(faultVerbs, word);
}

/** Reads the words of a fault, such as `errors storage-db 5/s 10s`. */
export function readFault(installation: Installation, words: readonly string[]): ReadFault {
  const [verb, ...rest] = words;
  if (!isFaultVerb(verb)) return { mistake: `"${verb ?? ''}" is no verb that breaks something` };
  const read = readKind(installation, verb, rest);
  if (typeof read === 'string') return { mistake: `${read}; write: ${faultVerbs[verb].replace(/ {2,}.*/, '')}` };
  const named = read.kind === 'disk-full' ? rest.slice(0, 2) : rest.slice(0, 1);
  return { fault: { ...read, verb, target: named.join(' ') } };
}

/** Whether the words after `repair` mean this fault: `all`, its target or the beginning of it, its verb and target. */
export function isMeant(fault: Fault, words: readonly string[]): boolean {
  if (words.length === 0 || (words.length === 1 && words[0] === 'all')) return true;
  const name = isFaultVerb(words[0]) ? [fault.verb, ...fault.target.split(' ')] : fault.target.split(' ');
  return words.every((word, index) => name[index] === word);
}

function readKind(installation: Installation, verb: FaultVerb, rest: readonly string[]): FaultKind | string {
  switch (verb) {
    case 'server-unreachable':
    case 'agent-silent':
      return found(server(installation, rest[0]), 'server', (at) => ({ kind: verb, server: at }));
    case 'cpu-full':
      return readCpuFull(installation, rest[0]);
    case 'disk-full':
      return found(server(installation, rest[0]), 'server', (at) => readDiskFull(installation, at, rest));
    case 'kill':
    case 'stuck':
    case 'vanish':
    case 'crash-loop':
      return found(container(installation, rest[0]), 'container', (at) => ({ kind: verb, container: at }));
    case 'flapping':
      return found(container(installation, rest[0]), 'container', (at) => readFlapping(at, rest[1] ?? '30s'));
    case 'bad-version':
      return found(pod(installation, rest[0]), 'pod', (at) => ({
        kind: 'bad-version',
        pod: at,
        tag: rest[1] ?? '99.0.0',
      }));
    case 'slow':
      return found(pod(installation, rest[0]), 'pod', (at) => ({ kind: 'slow', pod: at }));
    case 'errors':
    case 'errors-only':
    case 'slow-errors':
      return found(pod(installation, rest[0]), 'pod', (at) => readErrors(at, verb, rest));
  }
}

function readCpuFull(installation: Installation, name: string | undefined): FaultKind | string {
  const machine = server(installation, name);
  if (typeof machine === 'number') return { kind: 'server-cpu', server: machine };
  return found(container(installation, name), 'server or container', (at) => ({
    kind: 'container-cpu',
    container: at,
  }));
}

function readDiskFull(installation: Installation, at: number, rest: readonly string[]): FaultKind | string {
  const disks = installation.servers[at]?.disks ?? [];
  const disk = disks.find(({ id, mount }) => id === rest[1] || mount === rest[1]);
  const percent = Number(rest[2] ?? 98);
  if (disk === undefined) return `no disk "${rest[1] ?? ''}" there, only ${disks.map(({ id }) => id).join(', ')}`;
  if (!(percent >= 0 && percent <= 100)) return `"${rest[2] ?? ''}" is no percentage`;
  return { kind: 'disk-full', server: at, disk: disk.id, percent };
}

function readFlapping(at: number, calm: string): FaultKind | string {
  const calmFor = readSeconds(calm);
  return calmFor === undefined
    ? `"${calm}" is no length of time such as 30s`
    : { kind: 'flapping', container: at, calmFor };
}

function readErrors(
  at: number,
  verb: 'errors' | 'errors-only' | 'slow-errors',
  rest: readonly string[],
): FaultKind | string {
  const perSecond = readRate(rest[1] ?? (verb === 'slow-errors' ? '3/min' : '5/s'));
  if (perSecond === undefined) return `"${rest[1] ?? ''}" is no rate such as 5/s or 3/min`;
  if (verb !== 'errors') return { kind: 'errors', pod: at, perSecond, hopDelay: Infinity };
  const hopDelay = rest[2] === undefined ? undefined : readSeconds(rest[2]);
  if (rest[2] !== undefined && hopDelay === undefined) return `"${rest[2]}" is no delay such as 10s`;
  return { kind: 'errors', pod: at, perSecond, hopDelay };
}

/** Reads `5/s`, `3/min` or plain `5` (a second). */
function readRate(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(?:\/(s|min|h))?$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) / (match[2] === 'min' ? 60 : match[2] === 'h' ? 3600 : 1);
}

/** Reads a length of time such as `500ms`, `10s`, `2m` as seconds; `undefined` where it is none. */
export function readSeconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * (match[2] === 'ms' ? 0.001 : match[2] === 'm' ? 60 : 1);
}

/** A place in a list of the installation, or the nearest name to a word that names none. */
export type Place = number | { readonly missing: string; readonly near: string | undefined };

/** What stands at a place, or in words that nothing is called so. */
export function found<T>(place: Place, what: string, make: (at: number) => T | string): T | string {
  if (typeof place === 'number') return make(place);
  const hint = place.near === undefined ? '' : `: did you mean "${place.near}"?`;
  return `no ${what} "${place.missing}"${hint}`;
}

/** The place of a server by its id, name, or host. */
export function server(installation: Installation, word: string | undefined): Place {
  return place(installation.servers, word, ({ id, name, host }) => [id, name, host]);
}

function pod(installation: Installation, word: string | undefined): Place {
  return place(installation.pods, word, ({ id }) => [id, `pod/${id}`]);
}

/** The place of a container by its name, or by its server and name. */
export function container(installation: Installation, word: string | undefined): Place {
  return place(installation.containers, word, ({ name, server: on }) => [name, `${on}/${name}`]);
}

function place<T>(list: readonly T[], word: string | undefined, names: (entry: T) => readonly string[]): Place {
  const at = list.findIndex((entry) => word !== undefined && names(entry).includes(word));
  if (at >= 0) return at;
  return {
    missing: word ?? '',
    near: nearestName(
      word ?? '',
      list.flatMap((entry) => names(entry).slice(0, 1)),
    ),
  };
}
