import { describe, expect, it } from 'vitest';
import { makeLog } from '../../src/app/log.ts';
import { Reminder } from '../../src/app/reminder.ts';
import { WorldError } from '../../src/ports.ts';

function collect(): { readonly lines: Record<string, unknown>[]; write(line: string): void } {
  const lines: Record<string, unknown>[] = [];
  return { lines, write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('never holds what is named as a secret, however deep in the facts', () => {
    const written = collect();
    const facts = { token: 'hunter2', zabbix: { password: 'hunter2', request: { auth: 'hunter2' } }, host: 'mail' };
    makeLog('info', written).warn(facts, 'a request failed');
    expect(JSON.stringify(written.lines)).not.toContain('hunter2');
    expect(written.lines[0]).toMatchObject({ host: 'mail', msg: 'a request failed' });
  });

  it('leaves out what is below its level', () => {
    const written = collect();
    const log = makeLog('warn', written);
    log.info({}, 'not said');
    log.error({}, 'said');
    expect(written.lines.map((line) => line['msg'])).toEqual(['said']);
  });
});

describe('a reminder', () => {
  it('speaks at the first failure, then every five minutes, and once when it works again', () => {
    const written = collect();
    const reminder = new Reminder(makeLog('info', written), 'reading Zabbix');
    const error = new WorldError('E301', 'connection refused');
    for (let now = 1000; now < 1600; now += 30) reminder.note(error, now);
    reminder.note(undefined, 1600);
    reminder.note(undefined, 1630);
    expect(written.lines.map(({ msg, failingFor, failedFor }) => [msg, failingFor ?? failedFor])).toEqual([
      ['cannot be reached; waiting', 0],
      ['still cannot be reached; waiting', 300],
      ['works again', 600],
    ]);
  });

  it('names the code of the error, by which there is help', () => {
    const written = collect();
    new Reminder(makeLog('info', written), 'reading Zabbix').note(new WorldError('E301', 'connection refused'), 10);
    expect(written.lines.map(({ code }) => code)).toEqual(['E301']);
  });

  it('counts a new failure after it worked from its own beginning', () => {
    const written = collect();
    const reminder = new Reminder(makeLog('info', written), 'the store');
    reminder.note(new WorldError('E309', 'no'), 10);
    reminder.note(undefined, 20);
    reminder.note(new WorldError('E309', 'no'), 30);
    reminder.note(undefined, 35);
    expect(written.lines.map(({ failedFor }) => failedFor)).toEqual([undefined, 10, undefined, 5]);
  });
});
