import { PostgresCluster } from '../../lib/postgres-cluster.ts';
import type { Forgetting } from '../oracle.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';
import type { Part } from '../zabbix-instance.ts';

/** How long Zabbix keeps in its memory alone what it has taken, as long as its database is up. */
const writtenWithin = 3;

const names = "Zabbix's server, frontend, PostgreSQL in every order";
const parts: readonly Part[] = ['server', 'web', 'database'];

/**
 * Zabbix's server, its frontend and PostgreSQL (Zabbix's database and the store at once) are stopped one after the other
 * and started again: each order of stopping with each order of starting is one time.
 */
export async function partsInEveryOrder(stage: Stage, times: number): Promise<Row> {
  const cluster = await PostgresCluster.make();
  try {
    const ground = await stage.begin({ postgres: cluster.url(await cluster.makeDatabase()) });
    const recovery: number[] = [];
    const forgettings: Forgetting[] = [];
    for (const [stopping, starting] of pairsOf(orders(parts)).slice(0, times)) {
      const from = Date.now() / 1000 - writtenWithin;
      for (const part of stopping) await Promise.all([stage.zabbix.stop(part), part === 'database' && cluster.stop()]);
      // A server that is stopped after its database does not end by itself, and what it has taken meanwhile ends with it.
      if (stopping.indexOf('database') < stopping.indexOf('server'))
        forgettings.push({ from, until: Date.now() / 1000 });
      for (const part of starting)
        await Promise.all([stage.zabbix.start(part), part === 'database' && cluster.start()]);
      recovery.push(await ground.recovered(Date.now() / 1000));
    }
    const judgement = await ground.end(forgettings);
    const forgotten = judgement.forgotten?.length ?? 0;
    const note = `${forgotten} more values Zabbix took and lost itself, killed without its database; each item was told anew`;
    return { fault: names, times: recovery.length, judgement, recovery, note };
  } finally {
    await cluster.remove();
  }
}

function orders<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length <= 1) return [all];
  return all.flatMap((first) => orders(all.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}

/** Every order with every other one, those first in which as many orders as can be occur on both sides. */
function pairsOf<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.flatMap((_, shift) => all.map((one, index) => [one, all[(index + shift) % all.length] ?? one] as const));
}
