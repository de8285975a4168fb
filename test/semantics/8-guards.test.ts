import { describe, expect, it } from 'vitest';

import { RecoveringSite, api1, api2, db1, restarts, shop, web1, web2, web3 } from '../support/recovering.ts';
import type { SiteOptions } from '../support/recovering.ts';

const restart = 'steps: [{ restart: { by: docker } }]';
const anyContainer = `{ for: { kind: container }, heldFor: 0s, ${restart} }`;

function siteWith(recovery: string, options?: SiteOptions): RecoveringSite {
  const site = new RecoveringSite(shop(recovery), options);
  site.answer = restarts;
  return site.allWell();
}

/** A site in which the database has failed. */
function withFailedDatabase(options?: SiteOptions): RecoveringSite {
  return siteWith(anyContainer, options).run(60).set(db1, 'status', 'exited').run(120);
}

/** A site in which a container of the web uses up its memory, and works. */
function withStrainedWeb(recovery: string, broken: readonly string[] = []): RecoveringSite {
  const site = siteWith(recovery);
  for (const node of [web1, web2, web3]) site.set(node, 'memoryLimit', 100).set(node, 'memory', 20);
  for (const node of broken) site.set(node, 'status', 'exited');
  return site.run(60).set(web1, 'memory', 99).run(120);
}

describe('the guards of recovery (semantics 8)', () => {
  it('with nothing against it, an action is begun', () => {
    expect(withFailedDatabase().orders).toHaveLength(1);
  });

  it('nothing is begun while recovery is stopped, and it is as soon as that ends', () => {
    const site = siteWith(anyContainer);
    site.stop = { by: 'ada', via: 'command', at: site.now };
    site.run(60).set(db1, 'status', 'exited').run(120);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['stopped']]);
    site.stop = undefined;
    expect(site.run(30).orders).toHaveLength(1);
  });

  it('one that does not lead begins nothing', () => {
    const site = siteWith(anyContainer);
    site.leads = false;
    site.run(60).set(db1, 'status', 'exited').run(120);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['leader']]);
  });

  it('nothing is begun while Zabbix cannot be read', () => {
    const site = siteWith(`{ for: { kind: container }, heldFor: 2m, ${restart} }`);
    site.run(60).set(db1, 'status', 'exited').run(90);
    site.isUnreadable = true;
    site.run(90);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['data']]);
  });

  it('nothing is begun about an incident whose root is unknown by now', () => {
    const site = siteWith(`{ for: { kind: container }, heldFor: 10m, ${restart} }`);
    site.run(60).set(db1, 'health', 'unhealthy').run(120);
    for (const node of [db1]) site.silence(node, 'health').silence(node, 'status');
    site.silence('server/vm-01', 'cpu').silence('server/vm-01', 'memory');
    for (const node of [web1, web2, api2]) site.silence(node, 'status');
    site.silence('disk/vm-01/data', 'used').run(720);
    expect(site.incidents.find(({ root }) => root === db1)?.stale).toBe(true);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['data', 'targets']]);
  });

  it('what people have planned is left alone', () => {
    const site = siteWith(anyContainer).set(db1, 'silenced', 1);
    site.run(60).set(db1, 'status', 'exited').run(120);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['planned']]);
  });

  it('an actuator that is not configured is not asked', () => {
    const site = withFailedDatabase({ actuators: ['k8s'] });
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['actuator']]);
  });

  it('a replica that was never there cannot be acted on', () => {
    const [model = '', recovery = ''] = shop(anyContainer);
    const site = new RecoveringSite([
      model.replace('  - { name: db-1, server: vm-01, disks: [data] }\n', ''),
      recovery,
    ]);
    site.allWell().run(300);
    expect(site.incidents.map(({ root }) => root)).toEqual(['container/-/db.0.1']);
    expect([site.orders.length, site.story()]).toEqual([0, ['escalate: steps-used-up']]);
  });

  it('a shard on which an action goes on is left alone by the next one until it is judged', () => {
    const site = siteWith(anyContainer);
    site.answer = () => 'done';
    site.run(60).set(web1, 'status', 'exited').run(90);
    expect(site.orders.map(({ targets }) => targets[0]?.node)).toEqual([web1]);
    site.set(web2, 'health', 'unhealthy').run(90);
    expect([site.orders.length, site.refusals(web2)]).toEqual([1, ['in-flight']]);
  });

  it('in a storm nothing is begun', () => {
    const site = siteWith(anyContainer, { storm: { failed: 0.3, unknown: 1 } });
    site.run(60).set(web1, 'status', 'exited').set(db1, 'health', 'unhealthy').set(api1, 'network', 0).run(120);
    expect(site.orders).toEqual([]);
    expect(site.refusals(db1)).toEqual(['storm']);
  });

  it('a storm of what is unknown is one too', () => {
    const site = siteWith(`{ for: { kind: container }, heldFor: 6m, ${restart} }`, {
      storm: { failed: 1, unknown: 0.3 },
    });
    site.run(60).set(web3, 'status', 'exited').run(60);
    for (const node of [web1, web2, db1]) site.silence(node, 'status');
    site.silence('server/vm-01', 'cpu').silence('server/vm-01', 'memory').silence('disk/vm-01/data', 'used').run(420);
    expect(site.orders).toEqual([]);
    expect(site.refusals(web3)).toContain('storm');
  });

  it('no more are acted on at once than the limit', () => {
    const site = siteWith(anyContainer, { limits: { atOnce: 1 } });
    site.answer = () => 'done';
    site.run(60).set(db1, 'status', 'exited').set(api1, 'health', 'unhealthy').run(90);
    expect(site.orders.map(({ targets }) => targets.length)).toEqual([1]);
    expect([...site.refusals(db1), ...site.refusals(api1)]).toEqual(['at-once']);
  });

  it('of a common cause as many are acted on at once as the limit lets', () => {
    const site = siteWith(`{ for: { kind: pod }, heldFor: 0s, ${restart} }`, { limits: { atOnce: 2 } });
    site.run(60);
    for (const node of [web1, web2, web3]) site.set(node, 'status', 'exited');
    site.run(60);
    expect(site.orders.map(({ targets }) => targets.map(({ node }) => node))).toEqual([[web1, web2]]);
    expect(site.run(90).orders.map(({ targets }) => targets.map(({ node }) => node))).toEqual([[web1, web2], [web3]]);
  });

  it('no more are acted on in an hour than the limit', () => {
    const site = siteWith(anyContainer, { limits: { perHour: 2 } });
    site.run(60);
    for (const node of [db1, api1, web1]) site.set(node, 'status', 'exited').run(300);
    expect([site.orders.length, site.refusals(web1)]).toEqual([2, ['per-hour']]);
    expect(site.run(3600).orders).toHaveLength(3);
  });

  it('no more of a pod are acted on than the limit', () => {
    const site = siteWith(anyContainer, { limits: { perPod: { count: 1, per: 3600 } } });
    site.run(60);
    for (const node of [web1, web2]) site.set(node, 'status', 'exited').run(300);
    expect([site.orders.length, site.refusals(web2)]).toEqual([1, ['per-pod']]);
  });

  it('no more on a server are acted on than the limit', () => {
    const site = siteWith(anyContainer, { limits: { perServer: { count: 1, per: 3600 } } });
    site.run(60);
    for (const node of [web1, db1]) site.set(node, 'status', 'exited').run(300);
    expect([site.orders.length, site.refusals(db1)]).toEqual([1, ['per-server']]);
  });

  it('a recovery acts on one root no more often than it says', () => {
    const site = siteWith(`{ for: { kind: container }, heldFor: 0s, atMost: 1/h, ${restart} }`);
    site.run(60).set(db1, 'status', 'exited').run(300).set(db1, 'status', 'exited').run(900);
    expect([site.orders.length, site.refusals(db1)]).toEqual([1, ['at-most']]);
  });

  it('what works, with reserve left after it, may be acted on', () => {
    expect(withStrainedWeb(`{ for: { kind: container }, ${restart} }`).orders).toHaveLength(1);
  });

  it('the last reserve is not taken', () => {
    const site = siteWith('{ for: { pods: [db] }, heldFor: 0s, steps: [{ drain: { by: k8s } }] }');
    site.run(60).set(db1, 'status', 'exited').run(120);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['twin']]);
    expect(site.plan(db1)?.refusals[0]?.facts).toEqual({ what: 'reserve', node: 'shard/web/0' });
  });

  it('nothing that works is failed', () => {
    const site = withStrainedWeb(`{ for: { kind: container, rules: [memory] }, ${restart} }`, [web2, web3]);
    expect([site.orders.length, site.refusals(web1)]).toEqual([0, ['twin']]);
    expect(site.plan(web1)?.refusals[0]?.facts).toEqual({ what: 'shard', node: 'shard/web/0' });
  });

  it('a recovery keeps the reserve that it asks for', () => {
    const site = withStrainedWeb(`{ for: { kind: container }, reserveAtLeast: 2, ${restart} }`);
    expect([site.orders.length, site.refusals(web1)]).toEqual([0, ['reserve']]);
  });

  describe('of scaling', () => {
    const scaling = (quota: number): string =>
      `{ for: { pods: [api], rules: [memory] }, heldFor: 0s, steps: [{ scale: { by: k8s, add: 2, quota: ${quota} } }] }`;

    function strained(quota: number, options?: SiteOptions, busy = 20): RecoveringSite {
      const site = siteWith(scaling(quota), options);
      for (const server of ['server/vm-01', 'server/vm-02']) site.set(server, 'cpu', busy);
      return site.set(api1, 'memoryLimit', 100).set(api1, 'memory', 20).run(60).set(api1, 'memory', 99).run(120);
    }

    it('within quota, capacity and budget it is done', () => {
      expect(strained(3).orders).toMatchObject([{ kind: 'scale', replicas: { from: 1, to: 3 } }]);
    });

    it('no shard gets more replicas than the quota', () => {
      const site = strained(2);
      expect([site.orders.length, site.refusals(api1)]).toEqual([0, ['quota']]);
    });

    it('no shard gets more replicas than its pod may have', () => {
      const [model = '', recovery = ''] = shop(scaling(9));
      const site = new RecoveringSite([model.replace('max: 4', 'max: 2'), recovery]).allWell();
      site.set(api1, 'memoryLimit', 100).set(api1, 'memory', 20).run(60).set(api1, 'memory', 99).run(120);
      expect([site.orders.length, site.refusals(api1)]).toEqual([0, ['quota']]);
    });

    it('a busy server takes no replica', () => {
      const site = strained(3, {}, 81);
      expect([site.orders.length, site.refusals(api1)]).toEqual([0, ['capacity']]);
    });

    it('a server of which nothing is known takes no replica', () => {
      const site = siteWith(scaling(3));
      for (const server of ['server/vm-01', 'server/vm-02']) site.silence(server, 'cpu');
      site.set(api1, 'memoryLimit', 100).set(api1, 'memory', 20).run(60).set(api1, 'memory', 99).run(120);
      expect([site.orders.length, site.refusals(api1)]).toEqual([0, ['capacity']]);
    });

    it('the budget of extra replicas is not overspent', () => {
      const site = strained(3, { limits: { extraReplicas: 1 } });
      expect([site.orders.length, site.refusals(api1)]).toEqual([0, ['budget']]);
    });

    it('replicas that were added count for the budget until they are gone', () => {
      const site = siteWith(scaling(4), { limits: { extraReplicas: 2 } });
      site.answer = () => (site.set(api2, 'status', 'running').set(api1, 'memory', 20), 'done');
      site.set(api1, 'memoryLimit', 100).set(api1, 'memory', 20).run(60).set(api1, 'memory', 99).run(300);
      site.set(api1, 'memory', 99).run(600);
      // Of the two that were ordered one is there.
      expect([site.orders.length, site.plan(api1)?.refusals]).toEqual([
        1,
        [{ guard: 'budget', facts: { limit: 2, extra: 1 } }],
      ]);
      site.silence(api2, 'status').run(600);
      expect(site.orders).toHaveLength(2);
    });
  });

  describe('of rolling back', () => {
    const rollBack = `{ for: { pods: [db] }, heldFor: 0s, steps: [{ roll-back: { by: deploy, stableFor: 1h } }] }`;

    it('it goes back to the version that worked for long enough', () => {
      const site = siteWith(rollBack).set(db1, 'image', 'db:1').run(3700);
      site.set(db1, 'image', 'db:2').set(db1, 'status', 'exited').run(120);
      expect(site.orders).toMatchObject([{ version: { signal: 'image', from: 'db:2', to: 'db:1' } }]);
    });

    it('where there is no such version the next step counts', () => {
      const site = siteWith(
        '{ for: { pods: [db] }, heldFor: 0s, steps: [{ roll-back: { by: deploy, stableFor: 1h } }, { restart: { by: docker } }] }',
      );
      site.set(db1, 'image', 'db:1').run(60).set(db1, 'status', 'exited').run(120);
      expect(site.orders).toMatchObject([{ kind: 'restart' }]);
    });

    it('it does not go back to a version that did not work for long enough', () => {
      const site = siteWith(rollBack).set(db1, 'image', 'db:1').run(3000);
      site.set(db1, 'image', 'db:2').set(db1, 'status', 'exited').run(120);
      expect([site.orders.length, site.story()]).toEqual([0, ['escalate: steps-used-up']]);
    });

    it('time in which nobody looked does not count', () => {
      const site = siteWith(rollBack).set(db1, 'image', 'db:1').run(1800);
      site.now += 7200;
      site.run(1800).set(db1, 'image', 'db:2').set(db1, 'status', 'exited').run(120);
      expect([site.orders.length, site.story()]).toEqual([0, ['escalate: steps-used-up']]);
    });

    it('what is remembered of versions changes no more than once in a while', () => {
      const site = siteWith(rollBack).set(db1, 'image', 'db:1').run(600);
      const seen = new Set<string>();
      for (let cycle = 0; cycle < 20; cycle++) seen.add(JSON.stringify(site.run(30).memory.recovery.versions));
      expect(seen.size).toBeLessThanOrEqual(11);
    });

    it('a failure in between begins the time anew', () => {
      const site = siteWith(rollBack).set(db1, 'version', '1').run(1800);
      site.set(db1, 'health', 'unhealthy').run(60).set(db1, 'health', 'healthy').run(1900);
      site.set(db1, 'version', '2').set(db1, 'status', 'exited').run(120);
      expect(site.orders).toEqual([]);
    });
  });
});
