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
interface RepairTimes {
  readonly name: string;
  /** Until its incident was open. */
  readonly detected: number;
  /** Until it was acted on. */
  readonly acted: number;
  /** Until the incident was no longer open. */
  readonly repaired: number;
}

/** Breaks all at once and waits until recovery has mended each. */
export async function repairTimes(mending: Mending): Promise<readonly RepairTimes[]> {
  return Promise.all(
    repairDrills.map(async (drill) => {
      await mending.site.tell(...drill.fault);
      const since = Date.now();
      const passed = (): number => (Date.now() - since) / 1000;
      const isOpen = (result: Result): true | undefined => (openOn(result, drill.root) ? true : undefined);
      await mending.until(`${drill.name}: it is detected`, isOpen);
      const detected = passed();
      const acted = await whenActed(mending, drill).then(passed);
      await mending.until(`${drill.name}: it is mended`, (result) => (isOpen(result) ? undefined : true));
      return { name: drill.name, detected, acted, repaired: passed() };
    }),
  );
}

async function whenActed(mending: Mending, { mends }: RepairDrill): Promise<void> {
  const isDone = (done: string): boolean =>
    mends.some(([verb = '', target = '']) => done.startsWith(`${verb} ${target}`));
  for (let known = false; !known;) {
    known = (await mending.done()).some(({ done }) => isDone(done));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
