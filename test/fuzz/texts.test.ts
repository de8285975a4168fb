import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { instantOf, parseObservationLine } from '../../src/cli/observation-line.ts';
import { HintedEvents } from '../../src/http/hinted-events.ts';
import { quantity } from '../../src/model/shape/schema.ts';
import { duration, percentage, rate, size } from '../../src/model/units.ts';
import { parseItemKey } from '../../src/observe/item-key.ts';
import { valueReader } from '../../src/observe/signal-value.ts';
import { parseTime, updateInterval } from '../../src/zabbix/interval.ts';
import { readTrapperNode } from '../../src/zabbix/trapper-node.ts';
import { hostileText, hostileValue, isPolluted } from '../support/hostile.ts';

/** So deep that what walks through it by calling itself does not come back. */
const deep = '['.repeat(100_000) + ']'.repeat(100_000);

afterEach(() => expect(isPolluted()).toBe(false));

describe.each([
  ['duration', duration],
  ['rate', rate],
  ['percentage', percentage],
  ['size', size],
])('what is written as a %s', (_, notation) => {
  const form = quantity(notation);

  it('is a finite number that is not negative, or refused', () => {
    const texts = fc.oneof(
      fc.stringMatching(notation.pattern),
      fc
        .tuple(
          fc.constantFrom('9'.repeat(400), '0'.repeat(400), '1.'.concat('9'.repeat(400))),
          fc.constantFrom('s', 'd', '/s', '/d', '%', 'T', 'Ti'),
        )
        .map(([digits, unit]) => digits + unit),
      hostileText,
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { success, data = 0 } = form.safeParse(text);
        expect(success ? Number.isFinite(data) && data >= 0 : true).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a line of observations', () => {
  const fields = fc.record(
    { at: hostileValue, node: hostileValue, signal: hostileValue, value: hostileValue },
    { requiredKeys: [] },
  );
  const sound = { at: 1, node: 'server/a', signal: 'cpu', value: 1 };
  const lines = fc.oneof(
    hostileText,
    hostileValue.map((value) => JSON.stringify(value)),
    fields.map((some) => JSON.stringify({ ...sound, ...some })),
    fc.constant('{"at":1,"node":"a","signal":"b","value":1e999}'),
    fc
      .constantFrom('at', 'node', 'signal', 'value')
      .map((field) => `{"at":1,"node":"a","signal":"b","value":1,"${field}":${deep}}`),
  );

  it('is an observation of a finite value, or what is wrong with it is said shortly', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const read = parseObservationLine(line);
        if ('wrong' in read) expect(read.wrong.length).toBeLessThan(300);
        else
          expect([read.at, read.value].every((each) => typeof each === 'string' || Number.isFinite(each))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has a time that is finite, or none', () => {
    fc.assert(
      fc.property(hostileValue, (at) => {
        expect(Number.isFinite(instantOf(at) ?? 0)).toBe(true);
      }),
    );
  });
});

describe('a hint', () => {
  const events = new HintedEvents(() => true);
  const ids = fc.record({ eventid: hostileValue, p_eventid: hostileValue, groups: hostileValue }, { requiredKeys: [] });

  it('is taken, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            hostileText,
            ids.map((some) => JSON.stringify(some)),
          ),
          { maxLength: 3 },
        ),
        (some) => {
          expect(typeof events.isNew(some.join('\n'))).toBe('boolean');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what Zabbix says', () => {
  it('of an interval is a finite time, or not known', () => {
    const times = fc.oneof(hostileText, fc.stringMatching(/^\d{1,400}[smhdw]?$/), fc.constant(`${'9'.repeat(400)}w`));
    fc.assert(
      fc.property(times, (text) => {
        expect(Number.isFinite(parseTime(text) ?? 0)).toBe(true);
        expect(Number.isFinite(updateInterval(`${text};${text}/1-7`) ?? 0)).toBe(true);
      }),
    );
  });

  it('of a value is a word or a finite number', () => {
    const map = { up: 1, '*a*a*a*a*b': 0 };
    const read = valueReader({ signal: 'x', map, multiply: 1e300, add: 1 });
    fc.assert(
      fc.property(
        fc.oneof(hostileText, fc.double(), fc.constant('1e300'), fc.constant('a'.repeat(65_536))),
        (value) => {
          const given = read(value);
          expect(typeof given === 'number' ? Number.isFinite(given) : true).toBe(true);
        },
      ),
    );
  });

  it('of a key is taken apart or none, however long it is', () => {
    fc.assert(fc.property(hostileText, hostileText, (name, rest) => void parseItemKey(`${name}[${rest}]`)));
    for (const text of [
      '['.repeat(65_536),
      `a[${'"'.repeat(65_535)}`,
      `a[${'[,'.repeat(30_000)}`,
      `a[${' '.repeat(65_536)}`,
    ]) {
      expect(parseItemKey(text)).toBeUndefined();
    }
  });

  it('of the address of another node is one, or none', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { port } = readTrapperNode(text) ?? { port: 1 };
        expect(port > 0 && port < 65_536).toBe(true);
      }),
    );
  });
});
