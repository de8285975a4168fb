import { describe, expect, it } from 'vitest';

import { differences, failuresOf } from './shop.ts';

const dbDown = '{ fail: [container/*/db-1, container/*/db-2] }';

describe('a list that is complete', () => {
  it('holds where it names all that is in that state, whatever the order', () => {
    expect(
      differences(
        dbDown,
        '{ subsystems: { failed: [data] }, functions: { lost: [data.store], impaired: [sales.buy] } }',
      ),
    ).toEqual([]);
    expect(differences(dbDown, '{ containers: { failed: [db-2, db-1] } }')).toEqual([]);
  });

  it('tells what is missing, what it is instead, and what is there besides and why', () => {
    expect(differences(dbDown, '{ pods: { failed: [web] } }')).toEqual([
      'pods.failed missing: pod/web is working, reserve 1',
      expect.stringMatching(/^pods\.failed unexpected: pod\/db is failed \(.*down.*\)$/) as string,
    ]);
  });

  it('tells of those alike in one line, of many only how many more', () => {
    const [lost, ...rest] = differences('{ fail: [pod/db, pod/report] }', '{ functions: { lost: [] } }');
    expect(rest).toHaveLength(1);
    expect(lost).toMatch(/^functions\.lost unexpected: function\/data\.count is lost/);
    expect(differences('{}', '{ containers: { working: [db-1, db-2, db-3, report-1, web-1] } }')).toEqual([
      'containers.working unexpected: container/vm-2/web-2 is working',
    ]);
    expect(differences('{}', '{ containers: { failed: [db-1, db-2, web-*] } }')).toEqual([
      'containers.failed missing: container/vm-1/db-1, container/vm-1/web-1, container/vm-2/db-2, container/vm-2/web-2 are working',
    ]);
  });

  it('tells that what works is masked', () => {
    const given = '{ observations: [{ node: container/*/web-*, signal: errors, grows: 100/min }], fail: [pod/db] }';
    expect(differences(given, '{ at: 10m, pods: { failed: [web, db] } }')).toEqual([
      'pods.failed missing: pod/web is working, reserve 1 (2 of its 2 containers are masked by pod/db)',
    ]);
  });

  it('that is empty says that there is none', () => {
    expect(differences('{}', '{ functions: { lost: [], impaired: [], unknown: [] }, incidents: [] }')).toEqual([]);
    expect(differences(dbDown, '{ functions: { lost: [] } }')).toEqual([
      expect.stringMatching(/^functions\.lost unexpected: function\/data\.store is lost \(.+\)$/) as string,
    ]);
  });
});

describe('a list that ends with dots', () => {
  it('lets there be others', () => {
    expect(
      differences(dbDown, '{ containers: { failed: [db-1, ...] }, functions: { available: [data.count, ...] } }'),
    ).toEqual([]);
  });

  it('still asks for what it names', () => {
    expect(differences(dbDown, '{ containers: { failed: [db-3, …] } }')).toEqual([
      'containers.failed missing: container/vm-3/db-3 is working',
    ]);
  });

  it('in front of which nothing stands asks for nothing', () => {
    expect(differences(dbDown, '{ pods: { failed: [...] } }')).toEqual([]);
  });
});

describe('names in lists', () => {
  it('stand without their kind or with it, as globs, and containers and disks without their server', () => {
    expect(differences('{ fail: [pod/db] }', '{ pods: { failed: [pod/db] }, containers: { failed: [db-*] } }')).toEqual(
      [],
    );
    expect(
      differences('{ fail: [disk/vm-1/data] }', '{ disks: { failed: [data] }, containers: { failed: [vm-1/db-1] } }'),
    ).toEqual([]);
    expect(
      differences(
        '{ fail: ["tag:rack=r2"] }',
        '{ servers: { failed: [vm-2, vm-3] }, shards: { failed: ["db/*", report/0] } }',
      ),
    ).toEqual([]);
  });

  it('may be those of what is switched off', () => {
    expect(differences('{}', '{ pods: { off: [old-web] }, containers: { off: [old-1] } }')).toEqual([]);
  });
});

describe('expected incidents', () => {
  const two = '{ fail: [pod/db, container/*/web-1] }';

  it('stand in the order of rank', () => {
    expect(differences(two, '{ incidents: [pod/db, container/*/web-1] }')).toEqual([]);
    const [difference] = differences(two, '{ incidents: [container/*/web-1, pod/db] }');
    expect(difference).toMatch(/^incidents rank 1: expected container\/\*\/web-1, found pod\/db \(.+\)$/);
  });

  it('are all there are, but with dots at the end only the first of them', () => {
    expect(differences(two, '{ incidents: [pod/db, ...] }')).toEqual([]);
    expect(differences(two, '{ incidents: [container/*/web-1, ...] }')).toHaveLength(1);
    expect(differences(two, '{ incidents: [pod/db] }')).toEqual([
      expect.stringMatching(/^incidents unexpected: container\/vm-1\/web-1, at-risk \(.+\)$/) as string,
    ]);
  });

  it('that are missing are told with what their root is instead', () => {
    expect(differences('{}', '{ incidents: [pod/web] }')).toEqual(['incidents missing: pod/web is working, reserve 1']);
  });

  it('keep to every fact that is said of them', () => {
    const facts =
      'severity: critical, failed: [pod/db, subsystem/data, system/shop], functionsLost: [data.store], functionsImpaired: [sales.buy], reserve: 0, symptoms: 0, rules: [what-if], planned: false, stale: false';
    expect(differences('{ fail: [pod/db] }', `{ incidents: [{ root: pod/db, ${facts} }] }`)).toEqual([]);
    expect(differences('{ fail: [pod/web] }', '{ incidents: [{ root: pod/web, advice: restart }] }')).toEqual([]);
  });

  it.each([
    ['severity: at-risk', /severity expected at-risk, found critical \(.+\)$/],
    ['failed: [pod/db]', /failed unexpected: subsystem\/data, system\/shop are failed/],
    ['functionsLost: []', /functionsLost unexpected: function\/data\.store is lost/],
    ['functionsImpaired: [data.count]', /functionsImpaired missing: function\/data\.count is available$/],
    ['reserve: 1', /reserve expected 1, found 0/],
    ['reserve: none', /reserve expected none, found 0/],
    ['symptoms: 3', /symptoms expected 3, found 0/],
    ['symptoms: [web-1]', /symptoms missing: container\/vm-1\/web-1 is working$/],
    ['rules: []', /rules expected none, found what-if/],
    ['rules: [gone]', /rules expected gone, found what-if/],
    ['advice: scale', /advice expected scale, found \S+ \(/],
    ['planned: true', /planned expected true, found false/],
  ])('tell where %s is not so', (fact, said) => {
    const [difference] = differences('{ fail: [pod/db] }', `{ incidents: [{ root: pod/db, ${fact} }] }`);
    expect(difference).toMatch(said);
    expect(difference).toMatch(/^incident pod\/db: /);
  });
});

describe('single values', () => {
  it('reserve and severity hold by node, and globs stand for each', () => {
    expect(differences('{}', '{ reserve: { pod/web: 1, pod/db: 1, pod/report: 0 }, severity: { pod/*: ok } }')).toEqual(
      [],
    );
    expect(differences(dbDown, '{ reserve: { pod/db: 1 }, severity: { "subsystem/*": disaster } }')).toEqual([
      expect.stringMatching(/^reserve\.pod\/db expected 1, found 0: pod\/db is failed/) as string,
      'severity.subsystem/*: subsystem/sales expected disaster, found ok: subsystem/sales is working, reserve 1',
    ]);
  });
});

describe('a failure', () => {
  it('says where it is written, what was expected and what was found', () => {
    const text = 'cases:\n  one:\n    given: { fail: [pod/report] }\n    expect:\n      pods:\n        failed: [db]\n';
    expect(failuresOf(text)).toMatchObject([
      {
        what: 'pods.failed',
        position: { file: 'shop.test.yaml', line: 6, column: 9 },
        expected: ['pod/db'],
        found: ['pod/report'],
      },
    ]);
  });

  it('of a list with dots holds only what the list names', () => {
    const text = 'cases: { one: { given: { fail: [pod/report] }, expect: { pods: { failed: [db, report, ...] } } } }';
    expect(failuresOf(text)).toMatchObject([{ expected: ['pod/db', 'pod/report', '...'], found: ['pod/report'] }]);
  });
});
