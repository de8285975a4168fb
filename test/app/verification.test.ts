import { beforeEach, describe, expect, it } from 'vitest';
import { Verification } from '../../src/app/verification.ts';
import type { PublishMemory } from '../../src/domain/memory.ts';
import type { Difference } from '../../src/zabbix-ports.ts';
import { WorldError } from '../../src/ports.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';

const host = 'Linchpin mail';
const [severity, text, slot] = [
  'linchpin.system.severity',
  'linchpin.incident.text[1]',
  'linchpin.incident.problem[1]',
];
const told: Readonly<Record<string, string | number>> = {
  [severity]: 5,
  [text]: 'db is down',
  [slot]: '5\tno\tpod/db',
};
const memory: PublishMemory = {
  values: new Map(Object.entries(told).map(([key, value]) => [`${host}\n${key}`, { value, at: 1_799_999_000 }])),
  slots: new Map(),
};
const names = [...memory.values.keys()];
const nothing: ReadonlySet<string> = new Set();

let outside: ScriptedWorld;
let verification: Verification;

beforeEach(() => {
  outside = new ScriptedWorld();
  verification = new Verification({ verifier: outside, clock: outside, log: outside });
});

const finds = (...differences: readonly Difference[]): void => {
  outside.verify = () => Promise.resolve(differences);
};
const asked = (): readonly (readonly string[])[] =>
  outside.verified.splice(0).map((call) => call.map(({ key }) => key));

describe('what is read back', () => {
  it('is all at the start, then what was told since, and all again every five minutes', async () => {
    await verification.correct(memory, nothing);
    verification.sent([names[0]!]);
    outside.time += 30;
    await verification.correct(memory, nothing);
    outside.time += 30;
    await verification.correct(memory, nothing);
    outside.time += 240;
    await verification.correct(memory, nothing);
    expect(asked()).toEqual([Object.keys(told), [severity], Object.keys(told)]);
  });

  it('is not what was sent a moment ago, since Zabbix stores it a second later', async () => {
    verification.sent(names);
    outside.time += 2;
    await verification.correct(memory, nothing);
    expect(asked()).toEqual([]);
    outside.time += 28;
    await verification.correct(memory, nothing);
    expect(asked()).toHaveLength(1);
  });

  it('is not what still waits to be sent', async () => {
    await verification.correct(memory, new Set([names[1]!]));
    expect(asked()).toEqual([[severity, slot]]);
  });

  it('is asked again where Zabbix could not be asked', async () => {
    await verification.correct(memory, nothing);
    verification.sent([names[0]!]);
    outside.verify = () => Promise.reject(unreachable());
    outside.time += 30;
    await expect(verification.correct(memory, nothing)).resolves.toBe(memory);
    outside.verify = () => Promise.resolve([]);
    outside.time += 30;
    await verification.correct(memory, nothing);
    expect(asked().slice(1)).toEqual([[severity], [severity]]);
    expect(outside.said).toEqual([]);
  });

  it('is all again soon where Zabbix could not be asked for all', async () => {
    outside.verify = () => Promise.reject(unreachable());
    await verification.correct(memory, nothing);
    outside.verify = () => Promise.resolve([]);
    outside.time += 30;
    await verification.correct(memory, nothing);
    expect(asked().at(-1)).toEqual(Object.keys(told));
  });

  it('that is not allowed is said', async () => {
    outside.verify = () => Promise.reject(new WorldError('E309', 'may not call item.get'));
    await verification.correct(memory, nothing);
    expect(outside.said).toMatchObject([{ level: 'error', facts: { reason: 'may not call item.get' } }]);
  });
});

describe('a difference', () => {
  it('is remembered as what Zabbix shows, so that the next plan tells it, and is logged with host and key', async () => {
    finds({ host, key: slot, kind: 'overwritten', shown: '3\tno\tpod/other' }, { host, key: severity, kind: 'lost' });
    const corrected = await verification.correct(memory, nothing);
    expect(corrected.values.get(`${host}\n${slot}`)?.value).toBe('3\tno\tpod/other');
    expect(corrected.values.has(`${host}\n${severity}`)).toBe(false);
    expect(corrected.values.get(`${host}\n${text}`)).toBe(memory.values.get(`${host}\n${text}`));
    expect(outside.said.map(({ level, facts }) => [level, facts])).toEqual([
      ['warn', { host, key: slot, told: told[slot], shown: '3\tno\tpod/other' }],
      ['warn', { host, key: severity, told: 5 }],
    ]);
  });

  it('of an unsupported item is logged with Zabbix’s own words and what to do', async () => {
    finds({ host, key: severity, kind: 'unsupported', reason: 'not suitable for value type' });
    await verification.correct(memory, nothing);
    expect(outside.said[0]).toMatchObject({ facts: { reason: 'not suitable for value type' } });
    expect(outside.said[0]?.message).toContain('linchpin provision');
  });

  it('that comes back at once is told again and said every five minutes only', async () => {
    finds({ host, key: severity, kind: 'overwritten', shown: '1' });
    for (let cycle = 0; cycle < 20; cycle++) {
      verification.sent(names);
      outside.time += 30;
      await verification.correct(memory, nothing);
    }
    expect(outside.said).toHaveLength(2);
  });

  it('of a long text is logged in part', async () => {
    const long: PublishMemory = { ...memory, values: new Map([[names[1]!, { value: 'x'.repeat(5000), at: 1 }]]) };
    finds({ host, key: text, kind: 'lost', shown: 'y'.repeat(5000) });
    await verification.correct(long, nothing);
    const { facts } = outside.said[0]!;
    expect(String(facts['told']).length + String(facts['shown']).length).toBeLessThan(300);
  });
});

describe('an incident that Zabbix shows no problem for', () => {
  beforeEach(() => {
    outside.unraisedProblems = [{ host, key: slot, reason: 'its trigger is disabled in Zabbix' }];
  });

  it('is said with the reason, and nothing is told again: somebody may have wished it', async () => {
    await expect(verification.correct(memory, nothing)).resolves.toBe(memory);
    expect(outside.said).toMatchObject([
      { level: 'warn', facts: { host, key: slot, reason: 'its trigger is disabled in Zabbix' } },
    ]);
  });

  it('is not said of a slot that is free', async () => {
    const free = new Map([...memory.values, [`${host}\n${slot}`, { value: '0', at: 1 }] as const]);
    await verification.correct({ ...memory, values: free }, nothing);
    expect(outside.said).toEqual([]);
  });

  it('is said of the value instead, where Zabbix does not show that either', async () => {
    finds({ host, key: slot, kind: 'lost' });
    await verification.correct(memory, nothing);
    expect(outside.said.map(({ message }) => message)).toEqual([expect.stringContaining('does not show it')]);
  });
});
