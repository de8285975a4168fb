import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { killAmidWriting } from '../../scripts/faults/drills/annotating.ts';
import { killAtRandom } from '../../scripts/faults/drills/kill.ts';
import { cutOff } from '../../scripts/faults/drills/network.ts';
import { openOn } from '../../scripts/faults/mending.ts';
import { judgeRecovery } from '../../scripts/faults/recovery-oracle.ts';
import { repairTimes } from '../../scripts/faults/repairs.ts';
import { Stage } from '../../scripts/faults/stage.ts';
import { ZabbixInstance } from '../../scripts/faults/zabbix-instance.ts';
import { isOldForm } from '../support/real-zabbix.ts';
import { Approver } from './recovery-approver.ts';

const onOld = await isOldForm();
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set(ZabbixInstance.named());
});
afterEach(() => stage.abandon());
afterAll(() => stage.clear());

// A cut of `npm run faults`, by the same modules, judged once for all of it: docs/faults.md has the whole.
test.runIf(!onOld)(
  'killed at random, cut off, and killed amid writing comments, Linchpin loses nothing, doubles nothing, and comes to what an undisturbed one shows',
  async () => {
    const ground = await stage.begin();
    await killAtRandom(ground, 6);
    const { api, trapper } = ground.network;
    await cutOff(ground, [api, trapper], 'reset');
    await ground.calm();
    const { unsaid } = await killAmidWriting(ground, 2);
    expect(unsaid).toEqual([]);
    expect(await ground.end()).toMatchObject({ lost: [], doubled: [], wrong: [] });
  },
);

// All at once, so that it takes as long as the slowest.
test.runIf(!onOld)(
  'recovery really mends: a restart, a freed disk, a roll-back; what does not help goes to people, what flaps backs off, and who is asked in Zabbix answers there',
  async () => {
    const approver = await Approver.make();
    try {
      const mending = await stage.beginMending('auto', [approver.name]);
      const { site } = mending;
      await site.tell('stuck', 'api-2');
      await site.tell('flapping', 'cache-1', '6s');
      await site.tell('kill', 'users-1');
      const [times] = await Promise.all([
        repairTimes(mending),
        mending.until('people have what no restart mends', (result) =>
          openOn(result, '/api-2')?.recovery?.state === 'escalated' ? true : undefined,
        ),
        mending.until('what flaps backs off', (result) =>
          openOn(result, '/cache-1')?.recovery?.state === 'backing-off' ? true : undefined,
        ),
        answered(),
      ]);
      process.stdout.write(`mended: ${JSON.stringify(times)}\n`);
      expect(await mending.end()).toEqual([0]);
      const done = (await mending.done()).filter(({ id }) => !mending.before.has(id));
      const { lost, doubled } = judgeRecovery({ audit: await mending.audit(), done });
      expect({ lost: lost.filter((one) => one.includes('no begin')), doubled }).toEqual({ lost: [], doubled: [] });

      // Who is asked anew, since a busy machine did not see for a while what it asked about, answers anew.
      async function answered(): Promise<void> {
        const root = '/users-1';
        const said = new Set<string>();
        for (;;) {
          const asked = await mending.until('somebody is asked, or what was approved is done', (result) => {
            const open = openOn(result, root);
            const code = open?.recovery?.approval?.code;
            if (open === undefined) return said.size > 0 ? 'done' : undefined;
            return code === undefined || said.has(code) ? undefined : code;
          });
          if (asked === 'done') break;
          said.add(asked);
          await approver.say('users-1', `yes: ${asked}`);
        }
        const audit = await mending.audit();
        expect(audit.filter(({ what, about }) => what === 'begin' && about['approvedBy'] !== undefined)).toMatchObject([
          { about: { kind: 'restart', approvedBy: approver.name } },
        ]);
      }
    } finally {
      await approver.remove();
    }
  },
);
