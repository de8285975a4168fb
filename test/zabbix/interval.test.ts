import { describe, expect, it } from 'vitest';
import { forever, heartbeat, parseTime, updateInterval } from '../../src/zabbix/interval.ts';

describe('the update interval of an item', () => {
  it.each([
    ['30', 30],
    ['30s', 30],
    ['5m', 300],
    ['1h', 3600],
    ['1d', 86_400],
    ['1w', 604_800],
    ['10s;1m/1-5,09:00-18:00', 60],
    ['5m;10s/1-7,00:00-24:00;h9m30', 300],
    ['0;50s/1-7,00:00-24:00', 50],
    ['1m;wd1-5h9m30', 60],
    ['0', undefined],
    ['', undefined],
    ['0;wd1-5h9m30', undefined],
    ['{$DOCKER.INTERVAL}', undefined],
    ['1m;{$FLEXIBLE}/1-7,00:00-24:00', undefined],
  ])('of "%s" is %s', (delay, interval) => {
    expect(updateInterval(delay)).toBe(interval);
  });
});

describe('the heartbeat of an item', () => {
  const jsonPath = { type: '12', params: '$.x' };

  it('is not there where unchanged values are stored', () => {
    expect(heartbeat([jsonPath])).toBeUndefined();
  });

  it('is the time that discarding unchanged values is limited to', () => {
    expect(heartbeat([jsonPath, { type: '20', params: '10m' }])).toBe(600);
  });

  it('without a limit means that silence says nothing, in a number that survives JSON', () => {
    expect(heartbeat([{ type: '19', params: '' }])).toBe(forever);
    expect(JSON.parse(JSON.stringify(forever))).toBe(forever);
  });

  it('by a macro is taken for the longest interval that Zabbix has', () => {
    expect(heartbeat([{ type: '20', params: '{$HEARTBEAT}' }])).toBe(86_400);
  });
});

it('a time with a unit that Zabbix does not have is none', () => {
  expect(parseTime('5y')).toBeUndefined();
});
