import { describe, expect, it } from 'vitest';

import { differences, failuresOf } from './shop.ts';

const exited = (node: string, from: string): string =>
  `{ node: ${node}, signal: status, value: running, to: ${from} }, { node: ${node}, signal: status, value: exited, from: ${from} }`;

describe('observations', () => {
  it('begin in health: whatever they do not speak of is well', () => {
    const given = '{ observations: [{ node: server/vm-1, signal: cpu, value: 10 }] }';
    expect(
      differences(
        given,
        '{ at: 5m, containers: { failed: [], unknown: [] }, servers: { unknown: [] }, disks: { unknown: [] }, networks: { unknown: [] }, incidents: [] }',
      ),
    ).toEqual([]);
  });

  it('show a value from one time to another', () => {
    const given = `{ observations: [${exited('container/vm-3/report-1', '3m')}] }`;
    expect(differences(given, '[{ at: 2m, pods: { failed: [] } }, { at: 8m, pods: { failed: [report] } }]')).toEqual(
      [],
    );
  });

  it('end where `to` ends: the node falls silent', () => {
    const given = '{ observations: [{ node: container/vm-3/report-1, signal: status, value: running, to: 3m }] }';
    expect(
      differences(
        given,
        '[{ at: 3m, incidents: [] }, { at: 10m, incidents: [{ root: container/vm-3/report-1, rules: [gone] }] }]',
      ),
    ).toEqual([]);
  });

  it('let a counter grow between two times, and stand still outside of them', () => {
    const given = '{ observations: [{ node: container/*/web-*, signal: errors, grows: 100/min, from: 5m, to: 8m }] }';
    expect(
      differences(
        given,
        '[{ at: 5m, incidents: [] }, { at: 8m, incidents: [{ root: pod/web, rules: [errors] }] }, { at: 15m, incidents: [] }]',
      ),
    ).toEqual([]);
  });

  it('add counters of one signal up', () => {
    const half = '{ node: container/*/web-*, signal: errors, grows: 8/min }';
    expect(differences(`{ observations: [${half}] }`, '{ at: 20m, incidents: [] }')).toEqual([]);
    expect(differences(`{ observations: [${half}, ${half}] }`, '{ at: 20m, incidents: [pod/web] }')).toEqual([]);
  });

  it('that say two things of one moment mean the last', () => {
    const running = '{ node: container/vm-3/report-1, signal: status, value: running }';
    const given = (list: string): string => `{ observations: [${list}] }`;
    const stopped = running.replace('running', 'exited');
    expect(differences(given(`${running}, ${stopped}`), '{ at: 5m, pods: { failed: [report] } }')).toEqual([]);
    expect(differences(given(`${stopped}, ${running}`), '{ at: 5m, pods: { failed: [] } }')).toEqual([]);
  });

  it('show a value once, which a rule of the model itself may read', () => {
    const given = '{ observations: [{ node: container/vm-3/report-1, signal: queueLength, value: 200, at: 90s }] }';
    expect(
      differences(
        given,
        '[{ at: 1m, incidents: [] }, { at: 2m, incidents: [{ root: container/vm-3/report-1, rules: [queue] }] }]',
      ),
    ).toEqual([]);
  });

  it('name several nodes at once', () => {
    const given =
      '{ observations: [{ node: [container/*/web-1, container/*/web-2], signal: errors, grows: 100/min }] }';
    expect(differences(given, '{ at: 10m, incidents: [{ root: pod/web, symptoms: 0 }] }')).toEqual([]);
  });

  it('mask what grows by what is down below, and name the roots behind the mask', () => {
    const given = '{ observations: [{ node: container/*/web-*, signal: errors, grows: 100/min }], fail: [pod/db] }';
    const expected =
      '{ at: 10m, containers: { masked: [web-1, web-2] }, incidents: [{ root: pod/db, symptoms: [web-*] }], maskedBy: { container/*/web-*: [pod/db] } }';
    expect(differences(given, expected)).toEqual([]);
    expect(differences(given, '{ at: 10m, maskedBy: { container/*/web-1: [] } }')).toEqual([
      expect.stringMatching(
        /^maskedBy\.container\/\*\/web-1: container\/vm-1\/web-1 unexpected: pod\/db is failed/,
      ) as string,
    ]);
  });

  it('may be checked at several times, in whatever order they are written', () => {
    const given = `{ observations: [${exited('container/vm-3/report-1', '3m')}] }`;
    expect(differences(given, '[{ at: 8m, pods: { failed: [report] } }, { at: 2m, pods: { failed: [] } }]')).toEqual(
      [],
    );
  });

  it('may use a container up without breaking it', () => {
    const given =
      '{ observations: [{ node: container/*/db-1, signal: memoryLimit, value: 1000 }, { node: container/*/db-1, signal: memory, value: 990 }] }';
    expect(
      differences(given, '{ at: 10m, containers: { strained: [db-1], failed: [] }, servers: { strained: [] } }'),
    ).toEqual([]);
  });

  it('lead to incidents that stay open where their root is not seen any more, whatever fails on top', () => {
    const seen = '{ node: container/vm-3/db-3, signal: status, value: running, to: 6m }';
    const broken = '{ node: container/vm-3/report-1, signal: status, value: exited, to: 6m }';
    const given = `{ observations: [${seen}, ${broken}], fail: [container/*/web-1] }`;
    expect(
      differences(
        given,
        '[{ at: 5m, incidents: [{ root: container/*/report-1, stale: false }, ...] }, { at: 15m, incidents: [{ root: container/*/report-1, stale: true }, ...] }]',
      ),
    ).toEqual([]);
  });

  it('may say that people silenced a pod', () => {
    const given =
      '{ observations: [{ node: pod/web, signal: silenced, value: 1 }, { node: container/*/web-*, signal: errors, grows: 100/min }] }';
    expect(
      differences(
        given,
        '{ at: 10m, pods: { failed: [web] }, containers: { planned: [web-*] }, incidents: [{ root: pod/web, severity: planned, planned: true }] }',
      ),
    ).toEqual([]);
  });

  it('are polled as often as the file says', () => {
    const text = (interval: string): string =>
      `interval: ${interval}\ncases: { one: { given: { observations: [{ node: container/vm-3/report-1, signal: status, value: exited, from: 100s }] }, expect: { at: 140s, pods: { failed: [report] } } } }`;
    expect(failuresOf(text('10s'))).toEqual([]);
    expect(failuresOf(text('5m'))).toHaveLength(1); // the first poll that saw it was 0 s ago
  });

  it('are judged in the first cycle that ends at the time of the check or later', () => {
    const text =
      'interval: 2m\ncases: { one: { given: { observations: [{ node: container/vm-3/report-1, signal: queueLength, value: 200, from: 4m }] }, expect: [{ at: 2m, incidents: [] }, { at: 121s, incidents: [container/*/report-1] }] } }';
    expect(failuresOf(text)).toEqual([]);
  });
});
