import type { Running } from '../linchpin.ts';
import type { Ground } from '../ground.ts';
import { together } from '../oracle.ts';
import type { Proxy } from '../proxy.ts';
import type { Row } from '../row.ts';
import { containers } from '../site.ts';
import type { Stage } from '../stage.ts';

const method = 'event.acknowledge';

/** Not those beside the standing fault, which would become one with it. */
const breakable = containers.filter((name) => !name.startsWith('cache'));

/**
 * Linchpin is killed while it writes a comment on a problem of the site: every second time before Zabbix hears of it, else
 * once Zabbix did it and before Linchpin hears of that.
 */
export async function annotating(stage: Stage, times: number): Promise<Row> {
  const ground = await stage.begin();
  await ground.calm();
  const { recovery, unsaid } = await killAmidWriting(ground, times);
  const judgement = together([await ground.end(), { lost: unsaid, doubled: [], wrong: [] }]);
  return { fault: 'kill -9 amid writing comments on problems', times, judgement, recovery };
}

/** Does so where nothing flaps; how long recovery took, and which problems are without their comment. */
export async function killAmidWriting(
  ground: Ground,
  times: number,
): Promise<{ readonly recovery: readonly number[]; readonly unsaid: readonly string[] }> {
  const { api } = ground.network;
  const recovery: number[] = [];
  const unsaid: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const killed = killWhenWriting(ground.linchpin.running, api, time % 2 === 0 ? 'before' : 'after');
    const container = breakable[time % breakable.length] ?? '';
    const since = Date.now() / 1000;
    await ground.site.tell('kill', container, 'now');
    await killed;
    const { startedAt } = ground.linchpin.start();
    recovery.push(await ground.recovered(startedAt));
    if (!(await ground.isSaid(since, container))) unsaid.push(`${container}: no comment was made on its problem`);
    await ground.site.tell('repair', 'kill', container, 'now');
  }
  return { recovery, unsaid };
}

/** Resolves once it was killed. */
function killWhenWriting(running: Running, api: Proxy, when: 'before' | 'after'): Promise<void> {
  return new Promise((resolve) => {
    let writer: number | undefined;
    const killNow = async (): Promise<boolean> => {
      api.onRequest = undefined;
      api.onAnswer = undefined;
      await running.kill();
      resolve();
      return false;
    };
    api.onRequest = async (piece, connection) => {
      if (!piece.includes(method)) return true;
      writer = connection;
      return when === 'before' ? killNow() : true;
    };
    api.onAnswer = async (_, connection) => (connection === writer ? killNow() : true);
  });
}
