import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAmidWriting } from '../../scripts/faults/drills/annotating.ts';
import { killAtRandom } from '../../scripts/faults/drills/kill.ts';
import { cutOff } from '../../scripts/faults/drills/network.ts';
import { Stage } from '../../scripts/faults/stage.ts';
import { ZabbixInstance } from '../../scripts/faults/zabbix-instance.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set(ZabbixInstance.named());
});
afterAll(() => stage.clear());

// A cut of `npm run faults`, by the same modules, judged once for all of it: docs/faults.md has the whole.
test('killed at random, cut off, and killed amid writing comments, Linchpin loses nothing, doubles nothing, and comes to what an undisturbed one shows', async () => {
  const ground = await stage.begin();
  await killAtRandom(ground, 6);
  const { api, trapper } = ground.network;
  await cutOff(ground, [api, trapper], 'reset');
  await ground.calm();
  const { unsaid } = await killAmidWriting(ground, 2);
  expect(unsaid).toEqual([]);
  expect(await ground.end()).toMatchObject({ lost: [], doubled: [], wrong: [] });
});
