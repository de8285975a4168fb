import { describe, expect, it } from 'vitest';

import { leafOf } from '../../src/domain/verdict.ts';
import { RecoveringSite, api1, api2, db1, restarts, shop, web1, web2 } from '../support/recovering.ts';
import type { SiteOptions } from '../support/recovering.ts';

function siteWith(recovery: string, options?: SiteOptions): RecoveringSite {
  const site = new RecoveringSite(shop(recovery), options);
  site.answer = restarts;
  return site.allWell();
}

describe('what recovery leaves alone (semantics 8)', () => {
  it('a disk is not restarted, nor the server that it is in', () => {
    const site = siteWith('{ for: { pods: [db] }, heldFor: 0s, steps: [{ restart: { by: docker } }] }');
    site.run(60).set('disk/vm-01/data', 'used', 99).run(300);
    expect(site.incidents.map(({ root }) => root)).toEqual(['disk/vm-01/data']);
    expect([site.orders.length, site.story()]).toEqual([0, ['escalate: steps-used-up']]);
  });

  it('what runs on a server and is planned is not taken away with it', () => {
    const site = siteWith('{ for: { pods: [db] }, heldFor: 0s, steps: [{ drain: { by: k8s } }] }');
    site.set(web1, 'silenced', 1).run(60).set(db1, 'status', 'exited').run(120);
    expect([site.orders.length, site.refusals(db1)]).toEqual([0, ['planned']]);
  });

  it('what people have planned is not scaled back until they are done', () => {
    const site = scaledOut().set('pod/api', 'silenced', 1).run(3600);
    expect(site.orders).toHaveLength(1);
    expect(site.set('pod/api', 'silenced', 0).run(60).orders).toMatchObject([{}, { reverts: site.orders[0]!.id }]);
  });

  it('what people have planned is not taken back where they planned it while the action went on', () => {
    const site = siteWith(
      '{ for: { pods: [web], rules: [memory] }, verifyFor: 2m, steps: [{ resize: { by: docker, parameters: { memory: 4g }, revertAfter: 30m, revertWith: { memory: 2g } } }] }',
    );
    site.answer = () => 'done';
    site.set(web1, 'memoryLimit', 100).set(web1, 'memory', 20).run(60).set(web1, 'memory', 99).run(150);
    expect(site.orders).toHaveLength(1);
    site.set(web1, 'silenced', 1).run(600);
    expect(site.orders).toHaveLength(1);
  });

  it('what was done without being asked is not taken back where that is not allowed any more', () => {
    const site = scaledOut();
    (site.allowed as Set<string>).delete('mend');
    expect(site.run(3600).orders).toHaveLength(1);
    (site.allowed as Set<string>).add('mend');
    expect(site.run(30).orders).toHaveLength(2);
  });
});

it('what an action takes away is planned for as long as it goes on, within the time that it may take', () => {
  const site = siteWith(
    '{ for: { kind: container, rules: [memory] }, verifyFor: 2m, steps: [{ restart: { by: docker } }] }',
  );
  site.settings = { ...site.settings, actuators: new Map([['docker', { timeout: 1800 }]]) };
  site.answer = () => (site.set(web1, 'status', 'exited'), 'nothing');
  site.set(web1, 'memoryLimit', 100).set(web1, 'memory', 20).run(60).set(web1, 'memory', 99).run(1200);
  expect([site.actions[0]?.state, leafOf(site.last.verdicts, web1)?.planned]).toEqual(['begun', true]);
  site.run(1200);
  expect(leafOf(site.last.verdicts, web1)?.planned).toBe(false);
});

/** A site that was scaled out, which helped. */
function scaledOut(): RecoveringSite {
  const site = siteWith(
    '{ for: { pods: [api], rules: [memory] }, verifyFor: 2m, steps: [{ scale: { by: k8s, add: 1, quota: 3, revertAfter: 30m } }] }',
  );
  site.answer = ({ reverts }) => {
    if (reverts === undefined) site.set(api2, 'status', 'running').set(api1, 'memory', 20);
    return 'done';
  };
  return site.set(api1, 'memoryLimit', 100).set(api1, 'memory', 20).run(60).set(api1, 'memory', 99).run(600);
}

describe('what was approved', () => {
  const asking = (heap: string): string =>
    `{ for: { kind: container }, heldFor: 0s, mode: approve, steps: [{ restart-with: { by: docker, parameters: { heap: ${heap} } } }] }`;
  const asked = (heap: string): RecoveringSite => siteWith(asking(heap)).run(60).set(db1, 'status', 'exited').run(120);

  it('is not done where nobody looked for so long that the approval is old', () => {
    const site = asked('2g');
    site.approve(site.plan(db1)!.approval!.code);
    site.now += 36_000;
    site.run(60);
    expect([site.orders.length, site.story().slice(0, 3)]).toEqual([0, ['ask', 'approved', 'expired']]);
  });

  it('is not done once the model says something else', () => {
    const before = asked('2g');
    const site = siteWith(asking('8g'));
    [site.memory, site.now] = [before.memory, before.now];
    site.set(db1, 'status', 'exited').approve(before.plan(db1)!.approval!.code).run(30);
    expect([site.orders.length, site.story()]).toEqual([0, ['approved', 'withdrawn', 'ask']]);
  });
});

it('an incident that goes on with another root is not over, so what was done for it has not helped', () => {
  const site = siteWith('{ for: { pods: [web] }, heldFor: 0s, verifyFor: 5m, steps: [{ reroute: { by: docker } }] }');
  site.answer = () => (site.set(web2, 'status', 'exited').set('container/vm-02/web-3', 'status', 'exited'), 'done');
  site.run(60).set(web1, 'status', 'exited').run(180);
  expect(site.story()).not.toContain('helped');
});
