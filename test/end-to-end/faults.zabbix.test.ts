import { afterAll, beforeAll, expect, test } from 'vitest';
import { annotating } from '../../scripts/faults/drills/annotating.ts';
import { kill } from '../../scripts/faults/drills/kill.ts';
import { network } from '../../scripts/faults/drills/network.ts';
import type { Row } from '../../scripts/faults/row.ts';
import { Stage } from '../../scripts/faults/stage.ts';
import { ZabbixInstance } from '../../scripts/faults/zabbix-instance.ts';

// A cut of `npm run faults`, by the same modules; docs/faults.md has the whole.
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set(ZabbixInstance.named());
});
afterAll(() => stage.clear());

const nothingAmiss = { lost: [], doubled: [], wrong: [] };

test.each<readonly [string, () => Promise<Row>]>([
  ['killed at random moments under load', () => kill(stage, 8)],
  ['killed amid writing comments on problems', () => annotating(stage, 2)],
  ['cut off by a half-open network', () => network(stage, 1, 'half-open')],
])('Linchpin %s loses nothing, doubles nothing, and comes to what an undisturbed one shows', async (_, drill) => {
  expect((await drill()).judgement).toEqual(nothingAmiss);
});
