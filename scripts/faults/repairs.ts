import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Result } from '../../src/domain/result.ts';
import { openOn } from './mending.ts';
import type { Mending } from './mending.ts';

/** A drill of recovery: what is broken, what it is the root of, and what mends it. */
interface RepairDrill {
  readonly name: string;
  readonly fault: readonly string[];
  /** The end of the root's id. */
  readonly root: string;
  /** What mends it. */
  readonly mends: readonly (readonly string[])[];
}

/** Those that an action mends; on parts so far from each other that all of them can be broken at once. */
const repairDrills: readonly RepairDrill[] = [
  {
    name: 'a crash loop, by a restart',
    fault: ['crash-loop', 'queue-1'],
    root: '/queue-1',
    mends: [['restart', 'queue-1']],
  },
  {
    name: 'a full disk, by freeing it',
    fault: ['disk-full', 'vm-3', 'data1'],
    root: 'disk/vm-3/data1',
    mends: [['free-disk', 'vm-3', 'data1']],
  },
  {
    name: 'a bad version, by a roll-back',
    fault: ['bad-version', 'search', '99.0.0'],
    root: 'pod/search',
    mends: [
      ['roll-back', 'search-1', '1.0'],
      ['roll-back', 'search-2', '1.0'],
    ],
  },
];

/** How long a drill took, in seconds since it was broken. */
export interface RepairTimes {
  readonly name: string;
  /** Until its incident was open. */
  readonly detected: number;
  /** Until it was acted on. */
  readonly acted: number;
  /** Until the incident was no longer open. */
  readonly repaired: number;
}

/** Sees to it that what is broken is mended, and resolves as soon as that was begun. */
type SeeTo = (mending: Mending, drill: RepairDrill) => Promise<void>;

/** Breaks all at once and waits until recovery has mended each. */
export async function repairTimes(mending: Mending): Promise<readonly RepairTimes[]> {
  return Promise.all(repairDrills.map((drill) => repairTime(mending, drill, recoverySees)));
}

/** Breaks one after another and waits each time until it is mended: by recovery, or by a person. */
export async function repairTimesInTurn(mending: Mending, by: SeeTo = recoverySees): Promise<readonly RepairTimes[]> {
  const times: RepairTimes[] = [];
  for (const drill of repairDrills) times.push(await repairTime(mending, drill, by));
  return times;
}

/** A person who leaves what is broken alone for so many seconds after it was detected, and then does what mends it. */
export function personSees(after: number): SeeTo {
  return async (mending, { name, root, mends }) => {
    await sleep(after * 1000);
    const result = await mending.result();
    if (!result || openOn(result, root) === undefined) throw new Error(`${name}: it was mended though nobody acted`);
    await Promise.all(mends.map((words) => mending.site.tell('act', `by-hand-${randomUUID()}`, ...words)));
  };
}

async function repairTime(mending: Mending, drill: RepairDrill, by: SeeTo): Promise<RepairTimes> {
  await mending.site.tell(...drill.fault);
  const since = Date.now();
  const passed = (): number => (Date.now() - since) / 1000;
  const isOpen = (result: Result): true | undefined => (openOn(result, drill.root) ? true : undefined);
  await mending.until(`${drill.name}: it is detected`, isOpen);
  const detected = passed();
  const acted = await by(mending, drill).then(passed);
  await mending.until(`${drill.name}: it is mended`, (result) => (isOpen(result) ? undefined : true));
  return { name: drill.name, detected, acted, repaired: passed() };
}

async function recoverySees(mending: Mending, { mends }: RepairDrill): Promise<void> {
  const isDone = (done: string): boolean =>
    mends.some(([verb = '', target = '']) => done.startsWith(`${verb} ${target}`));
  for (let known = false; !known;) {
    known = (await mending.done()).some(({ id, done }) => !mending.before.has(id) && isDone(done));
    await sleep(100);
  }
}
