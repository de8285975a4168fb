import { setTimeout as sleep } from 'node:timers/promises';

import type { Result } from '../../../src/domain/result.ts';
import type { Ground } from '../ground.ts';
import { together } from '../oracle.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';

/** What breaks, what is its root then, and how long that holds by default before it counts, in seconds. */
const faults = [
  { words: ['kill', 'api-2'], root: '/api-2', holds: 30 },
  { words: ['disk-full', 'vm-1', 'data1'], root: 'disk/vm-1/data1', holds: 60 },
] as const;

const interval = 30;

/** With holds and interval as they are by default: Linchpin is killed amid each hold, which must not begin anew. */
export async function defaultHolds(stage: Stage): Promise<Row> {
  const ground = await stage.begin({ byDefault: true });
  const recovery: number[] = [];
  const wrong: string[] = [];
  for (const { words, root, holds } of faults) {
    await ground.site.tell(...words, 'now');
    const brokeAt = Date.now() / 1000;
    const undisturbed = ground.until('the undisturbed sees it', () => Promise.resolve(seen(ground.undisturbed, root)));
    await sleep(holds * 500);
    await ground.linchpin.running.kill();
    ground.linchpin.start();
    await ground.until(`${words.join(' ')} is an incident`, async () => seen(await ground.result(), root));
    const took = Date.now() / 1000 - brokeAt;
    recovery.push(took);
    await undisturbed;
    wrong.push(...tooSoonOrLate(words.join(' '), took, holds));
    await ground.site.tell('repair', ...words, 'now');
    await ground.until('it is over', async () => over(ground, root, await ground.result()));
  }
  const judgement = together([await ground.end(), { lost: [], doubled: [], wrong }]);
  const note = 'until the incident is open, killed amid its hold of 30 s and of 60 s';
  return { fault: 'true default holds and interval', times: faults.length, judgement, recovery, note };
}

/** A hold ends at the first cycle after it, and a process that was started anew keeps another pace. */
function tooSoonOrLate(what: string, took: number, holds: number): readonly string[] {
  const latest = holds + 2 * interval;
  return took >= holds && took <= latest
    ? []
    : [`${what}: an incident after ${took.toFixed(0)} s, expected ${holds}–${latest} s`];
}

function seen(result: Result | undefined, root: string): true | undefined {
  const isOpen = result?.incidents.some((one) => one.state === 'open' && one.root.endsWith(root));
  return isOpen === true ? true : undefined;
}

function over(ground: Ground, root: string, result: Result | undefined): true | undefined {
  return (seen(result, root) ?? seen(ground.undisturbed, root)) ? undefined : true;
}
