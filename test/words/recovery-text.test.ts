import { describe, expect, it } from 'vitest';

import { languages } from '../../src/domain/language.ts';
import type { GuardName, Refusal } from '../../src/domain/recovery.ts';
import { wording } from '../../src/words/wording.ts';
import type { SiteOptions } from '../support/recovering.ts';
import { RecoveringSite, db1, restarts, shop, web1 } from '../support/recovering.ts';

const restart =
  '{ for: { kind: container }, heldFor: 0s, steps: [{ restart: { by: docker } }, { escalate: { to: Second line } }] }';

function failed(recovery = restart, options: SiteOptions = {}): RecoveringSite {
  const site = new RecoveringSite(shop(recovery), options);
  site.answer = restarts;
  return site.allWell().run(60).set(db1, 'status', 'exited').run(60);
}

/** What is said of the plan for the database. */
function planOf(site: RecoveringSite, language: 'en' | 'ru' = 'en') {
  return wording(language, site.world.graph).plan(site.plan(db1)!);
}

/** Everything that was decided, in words. */
function told(site: RecoveringSite, language: 'en' | 'ru' = 'en'): readonly string[] {
  return site.decisions.map((decision) => wording(language, site.world.graph).decision(decision));
}

describe('plans in words', () => {
  it('advice says what is to be done, to what, by what', () => {
    expect(planOf(failed(restart, { mode: 'advise' }))).toEqual({
      text: 'Advice: restart db-1 on vm-01 (docker)',
      steps: ['restart it (docker)', 'hand over to Second line'],
      refusals: [],
    });
  });

  it('and what is against it', () => {
    expect(planOf(failed(restart, { mode: 'advise', actuators: [] })).text).toBe(
      'Advice: restart db-1 on vm-01 (docker); but there is no actuator "docker" in the configuration',
    );
  });

  it('a plan that waits says for what and until when', () => {
    expect(planOf(failed(restart, { mode: 'approve' })).text).toBe(
      'Waits for approval until 08:17 UTC: restart db-1 on vm-01 (docker)',
    );
  });

  it('the same in Russian', () => {
    const site = failed(restart, { mode: 'approve' });
    expect(planOf(site, 'ru')).toEqual({
      text: 'Ожидает одобрения до 08:17 UTC: перезапустить db-1 на vm-01 (docker)',
      steps: ['перезапустить то, что неисправно (docker)', 'передать людям (Second line)'],
      refusals: [],
    });
  });

  it('parameters, versions and replicas are named', () => {
    const withHeap =
      '{ for: { kind: container }, heldFor: 0s, steps: [{ restart-with: { by: deploy, parameters: { heap: 2g, n: 3 } } }] }';
    expect(planOf(failed(withHeap, { mode: 'advise' })).text).toBe(
      'Advice: restart db-1 on vm-01 with heap=2g, n=3 (deploy)',
    );
    const rollBack = '{ for: { kind: container }, heldFor: 0s, steps: [{ roll-back: { by: deploy, stableFor: 5m } }] }';
    const site = new RecoveringSite(shop(rollBack), { mode: 'advise' }).allWell().set(db1, 'image', 'db:1').run(600);
    site.set(db1, 'image', 'db:2').set(db1, 'status', 'exited').run(60);
    expect(planOf(site).text).toBe('Advice: roll db-1 on vm-01 back from db:2 to db:1 (deploy)');
  });

  it('a common cause names a few, and counts the rest', () => {
    const site = new RecoveringSite(shop('{ for: { kind: pod }, heldFor: 0s, steps: [{ restart: { by: docker } }] }'), {
      mode: 'advise',
    });
    site.allWell().run(60);
    for (const node of [web1, 'container/vm-01/web-2', 'container/vm-02/web-3']) site.set(node, 'status', 'exited');
    site.run(60);
    expect(wording('en', site.world.graph).plan(site.plan('pod/web')!).text).toBe(
      'Advice: restart web-1 on vm-01, web-2 on vm-01, web-3 on vm-02 (docker)',
    );
  });
});

describe('what recovery decides, in words', () => {
  it('an action is told from its plan to its end', () => {
    expect(told(failed().run(120))).toEqual([
      'Recovery "mend" begins: restart db-1 on vm-01 (docker). While it goes on, of what it touches 1 shard is down, 1 function is lost (now 1 and 1).',
      'Recovery "mend", step 1 of 2: Under way: restart db-1 on vm-01 (docker)',
      'Begun: restart db-1 on vm-01 (docker)',
      'Carried out in 1s: restart db-1 on vm-01 (docker)',
      'It helped: restart db-1 on vm-01 (docker)',
    ]);
  });

  it('who is asked is told how to answer', () => {
    const site = failed(restart, { mode: 'approve' });
    const { code } = site.plan(db1)!.approval!;
    expect(told(site)[0]).toBe(
      `Recovery "mend" asks: restart db-1 on vm-01 (docker)? To approve, acknowledge this problem with ${code} in the message until 08:17 UTC, or run: linchpin approve ${code}`,
    );
  });

  it('an escalation says to whom and why', () => {
    const site = failed(
      '{ for: { kind: container }, heldFor: 0s, steps: [{ escalate: { to: Second line, text: Look } }] }',
    );
    expect(told(site)[0]).toBe('Recovery "mend" hands over to Second line: that is its next step. Look');
    expect(told(site, 'ru')[0]).toBe('Восстановление «mend» передаёт людям (Second line): таков следующий шаг. Look');
  });
});

const refusals: readonly Refusal[] = [
  { guard: 'mode', facts: {} },
  { guard: 'actuator', facts: { by: 'docker' } },
  { guard: 'targets', facts: { kind: 'restart', node: db1 } },
  { guard: 'version', facts: { stableFor: 86_400 } },
  { guard: 'stopped', facts: { by: 'ada', via: 'page' } },
  { guard: 'leader', facts: {} },
  { guard: 'data', facts: { what: 'unreadable' } },
  { guard: 'data', facts: { what: 'unknown', node: db1 } },
  { guard: 'planned', facts: { node: db1 } },
  { guard: 'in-flight', facts: { action: 'a-1' } },
  { guard: 'storm', facts: { what: 'failed', count: 5, all: 9 } },
  { guard: 'at-once', facts: { limit: 1 } },
  { guard: 'per-hour', facts: { limit: 6 } },
  { guard: 'per-pod', facts: { limit: 2, per: 3600, name: 'db' } },
  { guard: 'per-server', facts: { limit: 2, per: 3600, name: 'vm-01' } },
  { guard: 'at-most', facts: { limit: 2, per: 86_400 } },
  { guard: 'quota', facts: { limit: 3, from: 3 } },
  { guard: 'capacity', facts: { limit: 80, servers: 2 } },
  { guard: 'budget', facts: { limit: 4, extra: 4 } },
  { guard: 'twin', facts: { what: 'shard', node: 'shard/web/0' } },
  { guard: 'twin', facts: { what: 'function', node: 'function/sales.buy' } },
  { guard: 'twin', facts: { what: 'reserve', node: 'shard/web/0' } },
  { guard: 'twin', facts: { what: 'later' } },
  { guard: 'reserve', facts: { limit: 1, node: 'shard/web/0' } },
];

describe('refusals in words', () => {
  it.each(languages)('each guard says in %s why, with every place filled', (language) => {
    const site = failed(restart, { mode: 'advise' });
    const { graph } = site.world;
    const texts = wording(language, graph).plan({ ...site.plan(db1)!, refusals }).refusals;
    expect(texts.filter((text) => text === '' || /[{}]|undefined/u.test(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('the twin names what would fail as people call it', () => {
    const site = failed(restart, { mode: 'advise' });
    const texts = wording('en', site.world.graph).plan({ ...site.plan(db1)!, refusals }).refusals;
    const of = (guard: GuardName): readonly string[] =>
      texts.filter((_text, index) => refusals[index]?.guard === guard);
    expect(of('twin')).toEqual([
      'web would fail',
      'users would lose Buy',
      'web would have no reserve left',
      'the twin was asked too much in this cycle',
    ]);
    expect(of('per-server')).toEqual(['no more than 2 in 1h on server vm-01']);
  });
});
