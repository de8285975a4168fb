import { describe, expect, it } from 'vitest';

import { RecoveringSite, db1, restarts, shop } from '../support/recovering.ts';
import type { SiteOptions } from '../support/recovering.ts';

const restart = 'steps: [{ restart: { by: docker } }]';

describe('modes (semantics 8)', () => {
  const recovery = (mode: string): string => `{ for: { kind: container }, heldFor: 0s, mode: ${mode}, ${restart} }`;
  const run = (mode: string, options: SiteOptions): RecoveringSite => {
    const site = new RecoveringSite(shop(recovery(mode)), options);
    site.answer = restarts;
    return site.allWell().run(60).set(db1, 'status', 'exited').run(120);
  };

  it('off by the configuration or by the model: nothing is even planned', () => {
    expect(run('auto', { mode: 'off' }).plan(db1)).toBeUndefined();
    expect(run('off', { mode: 'auto' }).plan(db1)).toBeUndefined();
  });

  it.each([
    ['auto', 'advise'],
    ['advise', 'auto'],
  ] as const)('of %s in the model and %s in the configuration the lower counts', (own, mode) => {
    const site = run(own, { mode });
    expect(site.plan(db1)).toMatchObject({ mode: 'advise', state: 'advised', order: { kind: 'restart' } });
    expect(site.orders).toEqual([]);
  });

  it('what the second file does not allow is not done without being asked', () => {
    const site = run('auto', { mode: 'auto', allowed: [] });
    expect(site.plan(db1)).toMatchObject({ mode: 'approve', state: 'waiting' });
    expect(site.orders).toEqual([]);
  });

  it('advice says also what the guards have against it', () => {
    const site = run('auto', { mode: 'advise', actuators: ['k8s'] });
    expect([site.plan(db1)?.state, site.refusals(db1)]).toEqual(['advised', ['actuator']]);
  });

  it('with approval it is done, once', () => {
    const site = run('approve', { mode: 'approve' });
    const code = site.plan(db1)!.approval!.code;
    site.approve(code).run(30);
    expect(site.orders).toHaveLength(1);
    site.approve(code).run(300);
    expect(site.story()).toEqual(['ask', 'approved', 'restart', 'done', 'helped']);
  });

  it('an id that was not given approves nothing', () => {
    const site = run('approve', { mode: 'approve' });
    site.approve('guessed').run(60);
    expect(site.orders).toEqual([]);
  });

  it('a no ends it: nothing more is done about this incident', () => {
    const site = run('approve', { mode: 'approve' });
    site.approve(site.plan(db1)!.approval!.code, 'reject').run(3600);
    expect([site.story(), site.plan(db1)?.state]).toEqual([['ask', 'rejected'], 'rejected']);
  });

  it('an approval that comes too late does nothing, and is asked for anew, later each time', () => {
    const site = run('approve', { mode: 'approve' });
    const code = site.plan(db1)!.approval!.code;
    site.run(930).approve(code).run(60);
    expect([site.story(), site.plan(db1)?.state]).toEqual([['ask', 'expired'], 'backing-off']);
    site.run(900);
    expect(site.story()).toEqual(['ask', 'expired', 'ask']);
    expect(site.plan(db1)!.approval!.code).not.toBe(code);
  });

  it('what was approved still passes every guard first', () => {
    const site = run('approve', { mode: 'approve' });
    site.stop = { by: 'ada', via: 'page', at: site.now };
    site.approve(site.plan(db1)!.approval!.code).run(60);
    expect([site.orders.length, site.plan(db1)?.state, site.refusals(db1)]).toEqual([0, 'refused', ['stopped']]);
    site.stop = undefined;
    expect(site.run(30).orders).toHaveLength(1);
  });

  it('a question is withdrawn when its incident is over', () => {
    const site = run('approve', { mode: 'approve' });
    const code = site.plan(db1)!.approval!.code;
    site.set(db1, 'status', 'running').run(120).approve(code).run(60);
    expect(site.story()).toEqual(['ask', 'withdrawn']);
  });
});

describe('after a crash (semantics 8)', () => {
  const site = (answer: 'helps' | 'does not help'): RecoveringSite => {
    const made = new RecoveringSite(shop(`{ for: { kind: container }, heldFor: 0s, verifyFor: 2m, ${restart} }`));
    made.answer = (order) => (answer === 'helps' && restarts(order, made), 'nothing');
    return made.allWell().run(60).set(db1, 'status', 'exited').run(60);
  };

  it('an action of which nobody knows what came is not done again, where it is seen to have helped', () => {
    const crashed = site('helps').crash().run(600);
    expect(crashed.story()).toEqual(['restart', 'unknown', 'helped']);
  });

  it('one that is not seen to have helped is not done again either: it is for people', () => {
    const crashed = site('does not help').crash().run(3600);
    expect(crashed.story()).toEqual(['restart', 'unknown', 'no-effect', 'escalate: unknown-outcome']);
    expect(crashed.orders).toHaveLength(1);
  });

  it('limits count what was done before', () => {
    const limited = new RecoveringSite(shop(`{ for: { kind: container }, heldFor: 0s, ${restart} }`), {
      limits: { perHour: 1 },
    });
    limited.answer = restarts;
    limited.allWell().run(60).set(db1, 'status', 'exited').run(300).crash();
    limited.set('container/vm-01/web-1', 'status', 'exited').run(300);
    expect([limited.orders.length, limited.refusals('container/vm-01/web-1')]).toEqual([1, ['per-hour']]);
  });

  it('an action that does not answer in its time is of unknown outcome', () => {
    expect(
      site('does not help')
        .run(180)
        .actions.map(({ state }) => state),
    ).toEqual(['unknown']);
  });
});
