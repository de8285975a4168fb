import { setTimeout as sleep } from 'node:timers/promises';

import { PostgresCluster } from '../../lib/postgres-cluster.ts';
import type { Ground } from '../ground.ts';
import type { Running } from '../linchpin.ts';
import { together } from '../oracle.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';

const ways = ['kill', 'pause', 'stop'] as const;
type Way = (typeof ways)[number];

const inWords: Readonly<Record<Way, string>> = { kill: 'killed', pause: 'paused', stop: 'stopped' };

/** How long one that was paused goes on beside the one that took over, before the next thing happens. */
const besideMs = 3000;

/** So many instances share one PostgreSQL, as on machines of their own; in turn the one that leads is killed, paused and stopped. */
export async function failover(stage: Stage, times: number, instances: number): Promise<Row> {
  const cluster = await PostgresCluster.make();
  try {
    const ground = await stage.begin({ postgres: cluster.url(await cluster.makeDatabase()) });
    for (let more = 1; more < instances; more += 1) ground.linchpin.start(true);
    const took = new Map<Way, readonly number[]>();
    const wrong: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const way = ways[time % ways.length] ?? 'kill';
      const leader = await ground.until('one leads', () => Promise.resolve(ground.linchpin.leader));
      const status = await ends(leader, way, ground);
      if (status !== undefined) wrong.push(status);
      const recovery = await ground.recovered(Date.now() / 1000);
      took.set(way, [...(took.get(way) ?? []), recovery]);
      if (way === 'pause') leader.resume();
      else ground.linchpin.start(true);
      await sleep(besideMs);
    }
    const judgement = together([await ground.end(), { lost: [], doubled: [], wrong }]);
    const most = [...took].map(([way, all]) => `${inWords[way]} at most ${Math.max(...all).toFixed(1)} s`);
    return {
      fault: `the leading one of ${instances} instances killed, paused, stopped`,
      times,
      judgement,
      recovery: [...took.values()].flat(),
      note: `until another one's values are in Zabbix: ${most.join(', ')}`,
    };
  } finally {
    await cluster.remove();
  }
}

/** Gives what is wrong with how it ended. */
async function ends(leader: Running, way: Way, ground: Ground): Promise<string | undefined> {
  if (way === 'kill') await leader.kill();
  else if (way === 'pause') leader.pause();
  else {
    const status = await leader.stop();
    if (status !== 0) return `the leading one ended with ${String(status)}`;
  }
  leader.leadsSince = undefined;
  return ground.linchpin.leader === leader ? 'it leads still' : undefined;
}
