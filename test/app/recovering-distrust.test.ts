import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ActionOutcome } from '../../src/domain/recovery.ts';
import { broken, RecoveringCycles } from '../support/recovering-cycles.ts';
import { unreachable } from '../support/scripted-world.ts';

let site: RecoveringCycles;
const startSite = (mode: 'approve' | 'auto'): Promise<RecoveringCycles> => {
  site = new RecoveringCycles(mode);
  return site.start();
};
afterEach(() => site.end());

const cycles = async (count: number, runs: boolean): Promise<void> => {
  for (let round = 0; round < count; round += 1) await site.cycle(runs);
};
const states = async (): Promise<readonly string[]> => (await site.actions()).map(({ state }) => state);
const waiting = async (): Promise<string> =>
  (await site.actions()).find(({ state }) => state === 'waiting')?.code ?? '';

describe('recovery that Zabbix says nothing to', () => {
  it('begins nothing on what was known before, however long that lasts, and begins once it is known anew', async () => {
    await startSite('auto');
    // So that what is to be done is known, and not done yet.
    site.zabbixStop = () => Promise.resolve({ by: 'anna', via: 'zabbix', at: site.outside.time });
    await site.fails();
    site.zabbixStop = () => Promise.resolve(undefined);
    site.outside.readError = unreachable();
    await cycles(8, false);
    expect(site.orders).toEqual([]);
    site.outside.readError = undefined;
    await cycles(2, false);
    expect(site.orders.map(({ kind }) => kind)).toEqual(['restart']);
  });

  it('does not judge by old data whether an action helped', async () => {
    await (await startSite('auto')).fails();
    site.outside.readError = unreachable();
    await cycles(8, true);
    expect(await site.audit()).not.toContain('recover judge');
    site.outside.readError = undefined;
    await cycles(2, true);
    expect([await states(), site.orders.length]).toEqual([['helped'], 1]);
  });
});

describe("recovery whose file of root's others can write", () => {
  it('asks a person instead', async () => {
    await startSite('auto');
    chmodSync(join(site.folder, 'allow.yaml'), 0o666);
    await site.fails();
    expect([site.orders, await states()]).toEqual([[], ['waiting']]);
  });

  it('does not begin what it had intended before they could', async () => {
    await startSite('auto');
    let asked = 0;
    // Two cycles ask, then the one who is about to act.
    site.zabbixStop = () => {
      asked += 1;
      if (asked === 3) chmodSync(join(site.folder, 'allow.yaml'), 0o646);
      return Promise.resolve(undefined);
    };
    await site.fails();
    expect(site.orders).toEqual([]);
    expect((await site.audit()).join('\n')).toMatch(/^withhold .*can be written by others than root/m);
  });
});

describe('an actuator that can not be relied on', () => {
  it('that fails in a way that nobody knows is believed nothing, and asked nothing again', async () => {
    await startSite('auto');
    site.act = () => Promise.reject(new TypeError('garbage'));
    await site.fails();
    await cycles(10, false);
    expect(site.orders).toHaveLength(1);
    expect(await site.audit()).toEqual(expect.arrayContaining(['end unknown', 'recover escalate']));
  });

  it('that says what no text can hold is kept in the audit all the same', async () => {
    await startSite('auto');
    const output = `\u0000\u001b[2J\ud800 ' "; drop table audit; --`;
    site.act = () => Promise.resolve({ result: 'done', duration: 0, output });
    await site.fails();
    await cycles(2, true);
    expect(await states()).toEqual(['helped']);
    expect((await site.store.audit(0)).find(({ what }) => what === 'end')?.about['output']).toBe(output);
  });
});

describe('a stop while an action goes on', () => {
  it('lets that come to its end, and begins nothing more until it is ended', async () => {
    await startSite('auto');
    let end!: (outcome: ActionOutcome) => void;
    site.act = () => new Promise((done) => (end = done));
    await site.fails();
    await site.store.stopRecovery({ by: 'anna', via: 'command', at: site.outside.time });
    end({ result: 'done', duration: 40, output: '' });
    await site.settled();
    await cycles(3, true);
    expect(await states()).toEqual(['helped']);
    await cycles(12, false);
    expect(site.orders).toHaveLength(1);
    await site.store.endRecoveryStop({ at: site.outside.time, who: 'anna' });
    site.act = () => Promise.resolve({ result: 'done', duration: 1, output: '' });
    await cycles(3, false);
    expect(site.orders).toHaveLength(2);
  });
});

describe('an approval in Zabbix', () => {
  it('that is heard of again approves nothing that is asked later', async () => {
    await (await startSite('approve')).fails();
    const code = await waiting();
    site.said = [{ root: broken, user: 'anna', at: site.outside.time, message: code }];
    await site.cycle(false);
    expect(site.orders).toHaveLength(1);
    await cycles(3, true);
    await cycles(20, false);
    expect(await waiting()).toMatch(/^\w{4}-\w{4}$/);
    expect(await waiting()).not.toBe(code);
    expect(site.orders).toHaveLength(1);
  });

  it('that comes too late approves nothing', async () => {
    await (await startSite('approve')).fails();
    const message = await waiting();
    site.outside.time += 901;
    site.said = [{ root: broken, user: 'anna', at: site.outside.time, message }];
    await cycles(4, false);
    expect(site.orders).toEqual([]);
  });

  it('that stands on the problem of something else approves nothing', async () => {
    await (await startSite('approve')).fails();
    const message = await waiting();
    site.said = [{ root: 'container/vm-2/storage-2', user: 'anna', at: site.outside.time, message }];
    await cycles(4, false);
    expect(site.orders).toEqual([]);
  });

  it('with a wrong id approves nothing', async () => {
    await (await startSite('approve')).fails();
    const [wrong, right] = ['aaaa-bbbb', await waiting()];
    site.said = [{ root: broken, user: 'anna', at: site.outside.time, message: `${wrong} ${right.slice(0, 8)}` }];
    await cycles(4, false);
    expect(site.orders).toEqual([]);
  });
});
