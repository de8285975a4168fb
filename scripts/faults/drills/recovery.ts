import { setTimeout as sleep } from 'node:timers/promises';

import { random } from '../../benchmark/random.ts';
import type { Mending } from '../mending.ts';
import { judgeRecovery, standingOf } from '../recovery-oracle.ts';
import type { ActionStanding } from '../recovery-oracle.ts';
import type { Row } from '../row.ts';
import { containers } from '../site.ts';
import type { Stage } from '../stage.ts';

/**
 * Those whose recovery tries again soon what does not last, first the first of each pod: soon after another, more of one pod
 * would be an incident of the pod, which no restart is for, and one that was withheld is left alone for a minute.
 */
const breakable = containers
  .filter((name) => /^(?:front|worker|db|auth|queue)-/u.test(name))
  .toSorted((a, b) => Number(a.split('-').at(-1)) - Number(b.split('-').at(-1)));
const breaksAtOnce = 3;
/** People mend all each so often: also what recovery has left to them. */
const peopleMendEach = 2;
/** Of the process's life, from its start to its second cycle or so. */
const lifeMs = 6000;
/** How long what is aimed at is waited for. */
const patienceMs = 10_000;

/** What a kill is aimed at: any moment, or one at which an action stands so. */
const aims = ['any', 'intended', 'begun', 'ended'] as const;

/** Linchpin mends by itself what breaks, and is killed before an action begins, amid it, before it is judged, and at random. */
export async function recovery(stage: Stage, times: number): Promise<Row> {
  const mending = await stage.beginMending('auto');
  const struck = await killWhileMending(mending, times);
  await mending.settled();
  const statuses = await mending.end();
  const [audit, there] = [await mending.audit(), await mending.done()];
  const done = there.filter(({ id }) => !mending.before.has(id));
  const judgement = judgeRecovery({ audit, done });
  const wrong = statuses.filter((status) => status !== 0).map((status) => `linchpin ended with ${String(status)}`);
  const begun = audit.filter(({ what }) => what === 'begin').length;
  const note = `${begun} actions begun, ${done.length} done; killed with one ${struck.intended} times intended, ${struck.begun} begun, ${struck.ended} ended and not judged`;
  return {
    fault: 'kill -9 while recovery acts by itself',
    times,
    judgement: { ...judgement, wrong: [...judgement.wrong, ...wrong] },
    recovery: [],
    note,
  };
}

/** Breaks containers and kills Linchpin; how often an action stood how when that was done. */
async function killWhileMending(mending: Mending, times: number): Promise<Readonly<Record<ActionStanding, number>>> {
  const next = random(times);
  const struck = { intended: 0, begun: 0, ended: 0 };
  for (let time = 1; time <= times; time += 1) {
    if (time % peopleMendEach === 0) await mending.site.tell('repair');
    await breakSome(mending, time);
    await moment(mending, aims[time % aims.length] ?? 'any', next);
    await mending.linchpin.running.kill();
    const standings = new Set(standingOf(await mending.audit()).values());
    for (const standing of standings) struck[standing] += 1;
    mending.linchpin.start();
  }
  return struck;
}

async function breakSome({ site }: Mending, time: number): Promise<void> {
  const first = time * breaksAtOnce;
  for (let place = first; place < first + breaksAtOnce; place += 1) {
    await site.tell('kill', breakable[place % breakable.length] ?? '');
  }
}

/** Waits for what is aimed at, and where it is an action's standing, for one that has come to it since. */
async function moment(mending: Mending, aim: (typeof aims)[number], next: () => number): Promise<void> {
  if (aim === 'any') {
    await sleep(lifeMs * next());
    return;
  }
  const before = standingOf(await mending.audit());
  const untilMs = performance.now() + patienceMs;
  for (let isThere = false; !isThere && performance.now() < untilMs;) {
    const now = standingOf(await mending.audit());
    isThere = [...now].some(([action, standing]) => standing === aim && before.get(action) !== aim);
    if (!isThere) await sleep(5);
  }
  // An action is a program that takes a few tenths of a second.
  if (aim !== 'intended') await sleep(300 * next());
}
