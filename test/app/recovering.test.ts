import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { answerIn } from '../../src/app/recovery/operating.ts';
import type { ActionOutcome } from '../../src/domain/recovery.ts';
import { WorldError } from '../../src/ports.ts';
import { knownStop } from '../../src/app/recovery/stopping.ts';
import { broken, RecoveringCycles } from '../support/recovering-cycles.ts';

let site: RecoveringCycles;
const startSite = (mode: 'advise' | 'approve' | 'auto'): Promise<RecoveringCycles> => {
  site = new RecoveringCycles(mode);
  return site.start();
};
afterEach(() => site.end());

/** An action that goes on until the process ends. */
const neverEnding: RecoveringCycles['act'] = (_, signal) =>
  new Promise((done) => {
    const lost = { result: 'unknown', duration: 0, output: '' } as const;
    signal.addEventListener('abort', () => done(lost));
  });

/** An action whose end is the test's. */
function endless(): { readonly end: (outcome: ActionOutcome) => void; readonly act: () => Promise<ActionOutcome> } {
  let end!: (outcome: ActionOutcome) => void;
  const outcome = new Promise<ActionOutcome>((done) => (end = done));
  return { end, act: () => outcome };
}

describe('recovery by itself', () => {
  it('does what a saved cycle intends, and the cycles that follow say whether it helped', async () => {
    await (await startSite('auto')).fails();
    expect(site.orders.map(({ kind, targets }) => [kind, ...targets.map(({ node }) => node)])).toEqual([
      ['restart', broken],
    ]);
    await site.cycle(true);
    await site.cycle(true);
    expect((await site.actions()).map(({ state }) => state)).toEqual(['helped']);
    expect((await site.audit()).filter((line) => !line.includes('plan') && !line.includes('refuse'))).toEqual([
      'recover act',
      'begin',
      'end done',
      'recover judge',
    ]);
  });

  it('keeps in the audit why, what exactly, by what the twin said, and what came of it', async () => {
    await (await startSite('auto')).fails();
    const entries = await site.store.audit(0);
    const begun = entries.find(({ what }) => what === 'begin')?.about;
    expect(begun).toMatchObject({
      recovery: 'restart-it',
      root: broken,
      kind: 'restart',
      actuator: 'engine',
      targets: broken,
      mode: 'auto',
      because: expect.stringMatching(/storage-1 on mail-vm-1 .*; what-if: \{/) as string,
    });
    const ended = entries.find(({ what }) => what === 'end')?.about;
    expect(ended).toMatchObject({ action: begun?.['action'], result: 'done', duration: '1', output: 'restarted' });
  });

  it('does nothing that could not be saved, and decides anew once it can', async () => {
    let isFull = false;
    site = new RecoveringCycles('auto');
    await site.start((store) => {
      const save = store.save.bind(store);
      store.save = (record) => (isFull ? Promise.reject(new WorldError('E301', 'no room')) : save(record));
      return store;
    });
    await site.cycle(true);
    isFull = true;
    await site.cycle(false);
    await site.cycle(false);
    expect(site.orders).toEqual([]);
    isFull = false;
    await site.cycle(false);
    expect(site.orders).toHaveLength(1);
  });

  it('holds no cycle up while an action goes on, and does not repeat it', async () => {
    const { act, end } = endless();
    await startSite('auto');
    site.act = act;
    await site.fails();
    await site.cycle(false);
    expect((await site.actions()).map(({ state }) => state)).toEqual(['begun']);
    end({ result: 'done', duration: 40, output: '' });
    await site.settled();
    await site.cycle(true);
    await site.cycle(true);
    expect((await site.actions()).map(({ state }) => state)).toEqual(['helped']);
    expect(site.orders).toHaveLength(1);
  });

  it('is stopped at once by whoever stops it, also between the intent and the act', async () => {
    await startSite('auto');
    site.zabbixStop = async () => {
      await site.store.stopRecovery({ by: 'anna', via: 'command', at: site.outside.time });
      return undefined;
    };
    await site.fails();
    expect(site.orders).toEqual([]);
    const stop = await site.store.recoveryStop();
    expect(stop?.by).toBe('anna');
    await site.store.endRecoveryStop({ at: site.outside.time, who: 'anna' });
    site.zabbixStop = () => Promise.resolve(undefined);
    for (let round = 0; round < 4; round += 1) await site.cycle(false);
    expect(site.orders).toHaveLength(1);
  });

  it.each<readonly [string, () => Promise<never>]>([
    ['can not be asked', () => Promise.reject(new WorldError('E301', 'Zabbix does not answer'))],
  ])('does nothing while Zabbix %s whether it is stopped', async (_, stop) => {
    await startSite('auto');
    site.zabbixStop = stop;
    await site.fails();
    await site.cycle(false);
    expect(site.orders).toEqual([]);
  });

  it('knows for people who look that a macro in Zabbix stops it, until that is taken back', async () => {
    await startSite('auto');
    const stop = { by: 'Zabbix', via: 'zabbix', at: 0, reason: 'a macro is set' } as const;
    site.zabbixStop = () => Promise.resolve(stop);
    await site.fails();
    expect(await knownStop(site.store, await site.store.recovery())).toEqual(stop);
    site.zabbixStop = () => Promise.resolve(undefined);
    await site.cycle(false);
    expect(await knownStop(site.store, await site.store.recovery())).toBeUndefined();
  });

  it('asks a person instead where the file of root does not list the recovery', async () => {
    await startSite('auto');
    writeFileSync(join(site.folder, 'allow.yaml'), 'recoveries: []\n');
    await site.fails();
    expect(site.orders).toEqual([]);
    expect((await site.actions()).map(({ state }) => state)).toEqual(['waiting']);
  });

  it('begins nothing that the file of root lists no more by then', async () => {
    await startSite('auto');
    let asked = 0;
    // Two cycles ask, then the one who is about to act.
    site.zabbixStop = () => {
      asked += 1;
      if (asked === 3) writeFileSync(join(site.folder, 'allow.yaml'), 'recoveries: []\n');
      return Promise.resolve(undefined);
    };
    await site.fails();
    expect(site.orders).toEqual([]);
    expect(await site.audit()).toContain('withhold ' + join(site.folder, 'allow.yaml') + ' does not allow it any more');
  });

  it('begins nothing on what is older than a cycle, such as after the machine has slept', async () => {
    await startSite('auto');
    let asked = 0;
    // Two cycles ask, then the one who is about to act.
    site.zabbixStop = () => {
      asked += 1;
      if (asked === 3) site.outside.time += 3600;
      return Promise.resolve(undefined);
    };
    await site.fails();
    expect(site.orders).toEqual([]);
    expect(await site.audit()).toContain('withhold what it was decided on is older than a cycle by now');
  });

  it('begins nothing once another one leads', async () => {
    await startSite('auto');
    site.leads = false;
    await site.fails();
    expect(site.orders).toEqual([]);
    expect(await site.audit()).not.toContain('begin');
  });
});

describe('after a kill', () => {
  it('what was intended and never begun counts as not done, and is decided anew', async () => {
    await startSite('auto');
    site.leads = false;
    await site.fails();
    await site.kill();
    site.leads = true;
    await site.start();
    await site.cycle(false);
    expect(await site.audit()).toContain('withhold the Linchpin that intended it ended before it began');
    for (let round = 0; round < 4; round += 1) await site.cycle(false);
    expect(site.orders).toHaveLength(1);
  });

  it('what was begun and of which nobody knows the end is never repeated, and judged by what is observed', async () => {
    await startSite('auto');
    site.act = neverEnding;
    await site.fails();
    expect(site.orders).toHaveLength(1);
    await site.kill();
    await site.start();
    await site.cycle(false);
    expect((await site.actions()).map(({ state }) => state)).toEqual(['unknown']);
    await site.cycle(true);
    await site.cycle(true);
    expect((await site.actions()).map(({ state }) => state)).toEqual(['helped']);
    expect(site.orders).toHaveLength(1);
  });

  it('what was begun, ended unknown and did not help goes to people', async () => {
    await startSite('auto');
    site.act = neverEnding;
    await site.fails();
    await site.kill();
    await site.start();
    for (let round = 0; round < 8; round += 1) await site.cycle(false);
    expect(site.orders).toHaveLength(1);
    expect(await site.audit()).toContain('recover escalate');
  });

  it('what had ended is known to the next process, though no cycle had taken it in', async () => {
    await (await startSite('auto')).fails();
    await site.kill();
    await site.start();
    await site.cycle(true);
    await site.cycle(true);
    expect((await site.actions()).map(({ state, outcome }) => [state, outcome?.output])).toEqual([
      ['helped', 'restarted'],
    ]);
    expect(site.orders).toHaveLength(1);
  });
});

describe('recovery that asks', () => {
  const waiting = async (): Promise<string> =>
    (await site.actions()).find(({ state }) => state === 'waiting')?.code ?? '';
  const answer = (code: string, verdict: 'approve' | 'reject') =>
    answerIn(site.store, { code, verdict, by: 'anna', via: 'command', at: site.outside.time });

  it('does nothing until a person approves it by its one-time id, and knows who did', async () => {
    await (await startSite('approve')).fails();
    const code = await waiting();
    expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect(site.orders).toEqual([]);
    expect(await answer(code.toUpperCase(), 'approve')).toHaveProperty('action');
    await site.cycle(false);
    expect(site.orders).toHaveLength(1);
    const begun = (await site.store.audit(0)).find(({ what }) => what === 'begin');
    expect(begun?.about).toMatchObject({ approvedBy: 'anna', mode: 'approve' });
  });

  it('does nothing that a person rejects', async () => {
    await (await startSite('approve')).fails();
    await answer(await waiting(), 'reject');
    for (let round = 0; round < 5; round += 1) await site.cycle(false);
    expect(site.orders).toEqual([]);
  });

  it('takes one answer, and tells whoever comes later who was first', async () => {
    await (await startSite('approve')).fails();
    const code = await waiting();
    await answer(code, 'reject');
    expect(await answer(code, 'approve')).toEqual({ wrong: 'anna has answered it (reject)' });
    await site.cycle(false);
    expect(await answer(code, 'approve')).toHaveProperty('wrong');
    expect(await answer('aaaa-bbbb', 'approve')).toEqual({
      wrong: 'no action has this id: it may have been withdrawn, since what it was for is over',
    });
  });

  it('takes no answer once it has expired', async () => {
    await (await startSite('approve')).fails();
    const code = await waiting();
    site.outside.time += 901;
    expect(await answer(code, 'approve')).toEqual({ wrong: expect.stringMatching(/^it expired at /) as string });
  });

  it('hears in Zabbix those who are named, and nobody else', async () => {
    await (await startSite('approve')).fails();
    const code = await waiting();
    const at = site.outside.time;
    site.said = [{ root: broken, user: 'boris', at, message: `do it: ${code}` }];
    await site.cycle(false);
    expect(site.orders).toEqual([]);
    site.said = [...site.said, { root: broken, user: 'anna', at, message: `Yes, ${code.toUpperCase()} please` }];
    await site.cycle(false);
    expect(site.orders).toHaveLength(1);
    expect(await site.audit()).toContain('approve anna');
  });

  it('goes by who answered first, wherever that was', async () => {
    await (await startSite('approve')).fails();
    const code = await waiting();
    const at = site.outside.time;
    site.said = [
      { root: broken, user: 'anna', at: at + 3, message: code },
      { root: broken, user: 'anna', at: at + 1, message: `reject ${code}` },
    ];
    await answerIn(site.store, { code, verdict: 'approve', by: 'boris', via: 'page', at: at + 2 });
    for (let round = 0; round < 4; round += 1) await site.cycle(false);
    expect(site.orders).toEqual([]);
  });

  it('hears in Zabbix also a no', async () => {
    await (await startSite('approve')).fails();
    site.said = [{ root: broken, user: 'anna', at: site.outside.time, message: `reject ${await waiting()}` }];
    for (let round = 0; round < 4; round += 1) await site.cycle(false);
    expect(site.orders).toEqual([]);
    expect((await site.audit()).filter((line) => line === 'reject anna')).toHaveLength(1);
  });
});
