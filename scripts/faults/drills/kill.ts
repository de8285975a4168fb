import { setTimeout as sleep } from 'node:timers/promises';

import { random } from '../../benchmark/random.ts';
import type { Ground } from '../ground.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';

/** Each so often a process is left alone until it has recovered. */
const recoversEach = 10;

/** Linchpin is killed at random moments of its life and started again; every second time Zabbix's trapper is slow. */
export async function kill(stage: Stage, times: number): Promise<Row> {
  const ground = await stage.begin();
  const { recovery, amidSending } = await killAtRandom(ground, times);
  const note = `${amidSending} of them between saving and confirming`;
  return { fault: 'kill -9 at random moments under load', times, judgement: await ground.end(), recovery, note };
}

/** Does so; how long recovery took each so often, and how often values were saved and not yet confirmed. */
export async function killAtRandom(
  ground: Ground,
  times: number,
): Promise<{ readonly recovery: readonly number[]; readonly amidSending: number }> {
  const next = random(times);
  const { trapper } = ground.network;
  await ground.linchpin.running.kill();
  const recovery = [await startAnew(ground)];
  // From the first look at the configuration to the second cycle that is done.
  const lifeMs = 1000 * ((recovery[0] ?? 0) + 2);
  let amidSending = 0;
  for (let time = 1; time <= times; time += 1) {
    trapper.state = time % 2 === 0 ? 'slow' : 'well';
    await sleep(lifeMs * next());
    await ground.linchpin.running.kill();
    if ((await ground.standing()).waiting > 0) amidSending += 1;
    if (time % recoversEach === 0) recovery.push(await startAnew(ground));
    else ground.linchpin.start();
  }
  trapper.state = 'well';
  await ground.recovered(Date.now() / 1000);
  return { recovery, amidSending };
}

function startAnew(ground: Ground): Promise<number> {
  return ground.recovered(ground.linchpin.start().startedAt);
}
