import { container as containerNamed, found, server as serverNamed } from './faults.ts';
import type { Installation } from './installation.ts';
import type { ActiveFault } from './trouble.ts';

/** A fault of a simulation; it may not have begun to act. */
type ToldFault = Omit<ActiveFault, 'since'>;

/** What an administrator, or who acts for one, does to the installation. Numbers are places in its lists. */
export type Action =
  | { readonly kind: 'restart'; readonly container: number }
  | { readonly kind: 'roll-back'; readonly container: number; readonly tag: string }
  | { readonly kind: 'free-disk'; readonly server: number; readonly disk: string };

/** The verbs that mend something in the way it is mended on a real installation, each with how to write it. */
export const actionVerbs = {
  restart: 'restart CONTAINER                    it is down until the tick after the next',
  'roll-back': 'roll-back CONTAINER VERSION          VERSION is an image or its tag',
  'free-disk': 'free-disk SERVER DISK                down to its usual use',
} as const;

/** An action, or why the words name none. */
type ReadAction = { readonly action: Action } | { readonly mistake: string };

/** Reads the words of an action, such as `restart storage-db-1`. */
export function readAction(installation: Installation, words: readonly string[]): ReadAction {
  const read = readKind(installation, words);
  return typeof read === 'string' ? { mistake: read } : { action: read };
}

function readKind(installation: Installation, [verb = '', target, more]: readonly string[]): Action | string {
  switch (verb) {
    case 'restart':
      return found(containerNamed(installation, target), 'container', (at) => ({ kind: verb, container: at }));
    case 'roll-back': {
      const tag = more?.slice(more.lastIndexOf(':') + 1);
      if (tag === undefined || tag === '') return `to which version? Write: ${actionVerbs[verb]}`;
      return found(containerNamed(installation, target), 'container', (at) => ({ kind: verb, container: at, tag }));
    }
    case 'free-disk':
      return found(serverNamed(installation, target), 'server', (at) => {
        const disk = installation.servers[at]?.disks.find(({ id, mount }) => id === more || mount === more);
        return disk === undefined ? 'no such disk there' : { kind: verb, server: at, disk: disk.id };
      });
    default:
      return `"${verb}" is nothing that can be done; there are ${Object.keys(actionVerbs).join(', ')}`;
  }
}

/** The faults that are left after an action at a time. */
export function after<T extends ToldFault>(
  installation: Installation,
  faults: readonly T[],
  { action, at }: { readonly action: Action; readonly at: number },
): readonly T[] {
  return faults.flatMap((told) => {
    const change = changeOf(installation, told, { action, at });
    return change === 'gone' ? [] : [{ ...told, ...change }];
  });
}

function changeOf(
  installation: Installation,
  told: ToldFault,
  { action, at }: { readonly action: Action; readonly at: number },
): Partial<ToldFault> | 'gone' {
  const { fault } = told;
  switch (action.kind) {
    case 'free-disk': {
      const isMeant = fault.kind === 'disk-full' && fault.server === action.server && fault.disk === action.disk;
      return isMeant ? 'gone' : {};
    }
    case 'roll-back':
      return fault.kind === 'bad-version' && action.tag !== fault.tag
        ? withoutOne(installation, { ...told, pod: fault.pod }, action.container)
        : {};
    case 'restart':
      if (!('container' in fault) || fault.container !== action.container) return {};
      if (fault.kind === 'flapping') return { calmUntil: at + fault.calmFor };
      return fault.kind === 'kill' || fault.kind === 'crash-loop' ? 'gone' : {};
  }
}

/** A fault of a pod no longer hits a container; with the last of them it is gone. */
function withoutOne(
  { containers, pods }: Installation,
  { pod, cured = [] }: { readonly pod: number; readonly cured?: readonly number[] },
  container: number,
): Partial<ToldFault> | 'gone' {
  const hit = [...containers.keys()].filter((place) => containers[place]?.pod === pods[pod]?.id);
  if (!hit.includes(container)) return {};
  const all = [...new Set([...cured, container])];
  return hit.every((place) => all.includes(place)) ? 'gone' : { cured: all };
}
