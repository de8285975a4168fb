import { describe, expect, it } from 'vitest';

import { RecoveringSite, api1, api2, db1, restarts, shop, web1, web2 } from '../support/recovering.ts';

const restart = 'steps: [{ restart: { by: docker } }]';

describe('recovery by itself (semantics 8)', () => {
  it('restarts what failed, and finds that it helped', () => {
    const site = new RecoveringSite(shop(`{ for: { kind: container }, ${restart} }`));
    site.answer = restarts;
    site.allWell().run(60).set(db1, 'status', 'exited').run(300);
    expect(site.story()).toEqual(['restart', 'done', 'helped']);
    expect(site.orders[0]).toMatchObject({
      kind: 'restart',
      by: 'docker',
      targets: [{ node: db1, name: 'db-1', server: { id: 'vm-01', name: 'vm-01' }, pod: 'db', shard: '0' }],
    });
    expect(site.incidents).toEqual([]);
  });

  it('waits until the incident has been open for as long as the model says', () => {
    const site = new RecoveringSite(shop(`{ for: { kind: container }, heldFor: 5m, ${restart} }`));
    site.allWell().run(60).set(db1, 'status', 'exited').run(120);
    expect(site.plan(db1)).toMatchObject({ state: 'held', until: site.incidents[0]!.openedAt + 300 });
    expect(site.orders).toEqual([]);
    site.run(300);
    expect(site.orders).toHaveLength(1);
  });

  it('takes the next step where one did not help, and hands over to people where none is left', () => {
    const site = new RecoveringSite(
      shop(
        '{ for: { kind: container }, verifyFor: 2m, steps: [{ restart: { by: docker } }, { restart-with: { by: deploy, parameters: { heap: 2g } } }] }',
      ),
    );
    site.allWell().run(60).set(db1, 'status', 'exited').run(900);
    expect(site.story()).toEqual([
      'restart',
      'done',
      'no-effect',
      'restart-with',
      'done',
      'no-effect',
      'escalate: steps-used-up',
    ]);
    expect(site.orders[1]?.parameters).toEqual({ heap: '2g' });
    expect(site.plan(db1)?.state).toBe('escalated');
  });

  it('an escalation names whom the recovery names', () => {
    const site = new RecoveringSite(
      shop(
        '{ for: { kind: container }, verifyFor: 2m, steps: [{ restart: { by: docker } }, { escalate: { to: Second line, text: Look at it } }], noHelp: escalate }',
      ),
    );
    site.allWell().run(60).set(db1, 'status', 'exited').run(600);
    const told = site.decisions.flatMap((decision) => (decision.kind === 'escalate' ? [decision.escalation] : []));
    expect(told).toEqual([{ to: 'Second line', text: 'Look at it', because: 'no-help' }]);
  });

  it('backs off: the same step again, twice as long after each time, and people after the last', () => {
    const site = new RecoveringSite(
      shop(`{ for: { kind: container }, verifyFor: 2m, ${restart}, noHelp: { backOff: 4m, times: 2 } }`),
    );
    const times: number[] = [];
    site.answer = () => (times.push(site.now), 'done');
    site.allWell().run(60).set(db1, 'status', 'exited').run(3600);
    expect(times.slice(1).map((at, index) => at - times[index]!)).toEqual([150 + 240, 150 + 480]);
    expect(site.story().at(-1)).toBe('escalate: no-help');
  });

  it('what flaps ends in back-off, and with people', () => {
    const site = new RecoveringSite(
      shop(`{ for: { kind: container }, ${restart}, noHelp: { backOff: 5m, times: 2 } }`),
    );
    site.answer = restarts;
    site.allWell().run(60);
    for (let round = 0; round < 12; round++) site.set(db1, 'status', 'exited').run(600);
    expect(site.orders).toHaveLength(3);
    expect(site.story().at(-1)).toBe('escalate: does-not-last');
  });

  it('a flap that comes back hours later is mended anew', () => {
    const site = new RecoveringSite(shop(`{ for: { kind: container }, ${restart} }`));
    site.answer = restarts;
    site.allWell().run(60);
    for (let round = 0; round < 3; round++)
      site
        .set(db1, 'status', 'exited')
        .run(300)
        .run(3 * 3600);
    expect(site.story()).toEqual([
      'restart',
      'done',
      'helped',
      'restart',
      'done',
      'helped',
      'restart',
      'done',
      'helped',
    ]);
  });

  it('what an actuator refuses goes on at once as what did not help', () => {
    const site = new RecoveringSite(
      shop(
        '{ for: { kind: container }, steps: [{ restart: { by: docker } }, { restart-with: { by: deploy, parameters: { heap: 2g } } }] }',
      ),
    );
    site.answer = (order) => (order.kind === 'restart' ? 'failed' : restarts(order, site));
    site.allWell().run(60).set(db1, 'status', 'exited').run(300);
    expect(site.story()).toEqual(['restart', 'failed', 'no-effect', 'restart-with', 'done', 'helped']);
  });

  it('an action that makes things worse goes to people', () => {
    const site = new RecoveringSite(shop(`{ for: { pods: [web], rules: [memory] }, verifyFor: 4m, ${restart} }`));
    site.answer = ({ targets }) => {
      for (const { node } of targets) site.set(node, 'status', 'exited');
      site.set(web2, 'status', 'exited').set('container/vm-02/web-3', 'status', 'exited');
      return 'done';
    };
    site.allWell().set(web1, 'memoryLimit', 100).set(web1, 'memory', 20).run(60).set(web1, 'memory', 99).run(900);
    expect(site.story()).toEqual(['restart', 'done', 'worse', 'escalate: worse']);
  });

  it('a fault that is growth is mended when it has kept to the line for a while, not only when its rule says so', () => {
    const site = new RecoveringSite(shop(`{ for: { kind: container, rules: [restarts] }, verifyFor: 5m, ${restart} }`));
    site.allWell().set(db1, 'restarts', 0).run(60);
    let count = 0;
    for (let minute = 0; minute < 4; minute++) site.set(db1, 'restarts', (count += 3)).run(60);
    // From the restart on it restarts no more; the rule itself stops only a quarter of an hour later.
    site.run(1500);
    expect(site.story()).toEqual(['restart', 'done', 'helped']);
  });

  it('one that goes on growing is not mended', () => {
    const site = new RecoveringSite(
      shop(`{ for: { kind: container, rules: [restarts] }, verifyFor: 5m, ${restart}, noHelp: escalate }`),
    );
    site.allWell().set(db1, 'restarts', 0).run(60);
    for (let minute = 0; minute < 15; minute++) site.set(db1, 'restarts', 3 * minute).run(60);
    expect(site.story()).toEqual(['restart', 'done', 'no-effect', 'escalate: no-help']);
  });
});

describe('what is taken back', () => {
  const scale =
    '{ for: { pods: [api], rules: [memory] }, verifyFor: 2m, steps: [{ scale: { by: k8s, add: 1, quota: 3, revertAfter: 30m } }] }';

  function strainedApi(answer: 'helps' | 'is in vain'): RecoveringSite {
    const site = new RecoveringSite(shop(scale));
    site.answer = ({ reverts }) => {
      if (reverts === undefined) site.set(api2, 'status', 'running');
      else site.silence(api2, 'status');
      if (answer === 'helps') site.set(api1, 'memory', 20);
      return 'done';
    };
    site.allWell().set(api1, 'memoryLimit', 100).set(api1, 'memory', 20).run(60).set(api1, 'memory', 99);
    return site;
  }

  it('scaling is taken back once all was well for as long as the model says', () => {
    const site = strainedApi('helps').run(600);
    expect(site.story()).toEqual(['scale', 'done', 'helped']);
    expect(site.orders[0]).toMatchObject({
      replicas: { from: 1, to: 2 },
      targets: [{ node: 'shard/api/0', name: 'api' }],
    });
    site.run(1800);
    expect(site.story()).toEqual(['scale', 'done', 'helped', 'revert scale', 'done', 'helped']);
    expect(site.orders[1]).toMatchObject({ kind: 'scale', replicas: { from: 2, to: 1 }, reverts: site.orders[0]!.id });
  });

  it('scaling that had no effect is taken back at once', () => {
    const site = strainedApi('is in vain').run(600);
    expect(site.story().slice(0, 4)).toEqual(['scale', 'done', 'no-effect', 'revert scale']);
  });

  it('what is due to be taken back waits until the guards let it, and nothing else is tried meanwhile', () => {
    const site = strainedApi('is in vain');
    site.run(150);
    expect(site.story()).toEqual(['scale', 'done']);
    site.stop = { by: 'ada', via: 'page', at: site.now };
    site.run(600);
    expect(site.story()).toEqual(['scale', 'done', 'no-effect']);
    expect(site.plan(api1)).toMatchObject({
      state: 'refused',
      order: { kind: 'scale', reverts: site.orders[0]!.id },
      refusals: [{ guard: 'stopped' }],
    });
    site.stop = undefined;
    expect(site.run(30).orders).toHaveLength(2);
  });

  it('nothing is taken back while nothing may be done', () => {
    const site = strainedApi('helps').run(600);
    site.settings = { ...site.settings, mode: 'advise' };
    expect(site.run(3600).orders).toHaveLength(1);
    site.settings = { ...site.settings, mode: 'approve' };
    expect(site.run(300).orders).toHaveLength(1);
    site.settings = { ...site.settings, mode: 'auto' };
    expect(site.run(30).orders).toMatchObject([{}, { reverts: site.orders[0]!.id }]);
  });

  it('what made things worse is taken back before anything else is tried', () => {
    const site = new RecoveringSite(
      shop(
        '{ for: { pods: [web], rules: [memory] }, verifyFor: 2m, steps: [{ restart-with: { by: docker, parameters: { heap: 4g }, revertWith: { heap: 1g } } }, { restart: { by: docker } }] }',
      ),
    );
    site.answer = ({ kind, reverts }) => {
      const status = kind === 'restart-with' && reverts === undefined ? 'exited' : 'running';
      for (const node of [web1, web2, 'container/vm-02/web-3']) site.set(node, 'status', status);
      return 'done';
    };
    site.allWell().set(web1, 'memoryLimit', 100).set(web1, 'memory', 20).run(60).set(web1, 'memory', 99).run(600);
    expect(site.story().slice(0, 7)).toEqual([
      'restart-with',
      'done',
      'worse',
      'revert restart-with',
      'done',
      'helped',
      'restart',
    ]);
    expect(site.orders[1]).toMatchObject({ parameters: { heap: '1g' }, reverts: site.orders[0]!.id });
  });
});
