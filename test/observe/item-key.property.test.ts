import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMapping } from '../../src/observe/compile.ts';
import { parseItemKey } from '../../src/observe/item-key.ts';
import { observe } from '../../src/observe/observe.ts';
import { compileName, compileTemplate } from '../../src/observe/placeholders.ts';
import { presetNames, withPresets } from '../../src/observe/presets.ts';
import { worldOf } from '../support/installation.ts';
import { host, item, mappingOf, snapshot, value } from './ground.ts';

const name = fc.stringMatching(/^[0-9a-zA-Z_.-]+$/);
/** Text with the characters that keys are made of. */
const keyish = fc.string({ unit: fc.constantFrom('a', '[', ']', ',', '"', '\\', ' ', '.', '{', '}', '/', '\n', '😀') });

// A backslash at the end of a quoted parameter can't be written in Zabbix.
const parameter = fc.oneof(keyish, fc.string()).filter((text) => !text.endsWith('\\') && !text.includes('\\"'));
const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

describe('an item key', () => {
  it('is taken apart into what it was made of, whatever stands in its quotes', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(parameter, { minLength: 1 }),
        fc.constantFrom(',', ', ', ' ,'),
        (key, texts, comma) => {
          fc.pre(texts.at(-1) !== '');
          const parsed = parseItemKey(`${key}[${texts.map(quoted).join(comma)}]`);
          expect(parsed).toEqual({ name: key, parameters: texts });
        },
      ),
    );
  });

  it('is taken apart into arrays likewise', () => {
    fc.assert(
      fc.property(name, fc.array(parameter, { minLength: 1 }), (key, texts) => {
        expect(parseItemKey(`${key}[[${texts.map(quoted).join(',')}],x]`)).toEqual({
          name: key,
          parameters: [texts, 'x'],
        });
      }),
    );
  });

  it('never throws, whatever somebody called it', () => {
    fc.assert(fc.property(fc.oneof(keyish, fc.string({ unit: 'binary' })), (text) => void parseItemKey(text)));
    fc.assert(fc.property(name, keyish, (key, rest) => void parseItemKey(`${key}[${rest}]`)));
  });
});

describe('a template', () => {
  it('finds again what was put into it', () => {
    fc.assert(
      fc.property(keyish, fc.string({ minLength: 1 }), keyish, (before, container, after) => {
        fc.pre(!/\{[a-zA-Z]+\}/.test(`${before}x${after}`));
        expect(compileTemplate(`${before}{container}${after}`)(`${before}${container}${after}`)).toEqual({ container });
      }),
    );
  });

  it('and a name never throw, whatever they are tested with', () => {
    fc.assert(
      fc.property(keyish, keyish, (before, text) => {
        compileTemplate(`${before}{disk}`)(text);
        fc.pre(!(before.startsWith('/') && before.endsWith('/')));
        compileName(`${before}*{disk} is full`)(text);
      }),
    );
  });
});

describe('observing', () => {
  const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { mail: { name: Mail, pods: [db] } }
pods: { db: { kind: stateless, replicas: 1, containers: "db-1" } }
servers: { vm-1: { name: mail-vm-1 } }
containers: [{ name: db-1, server: vm-1 }]
`);
  const own = { items: [{ tag: { container: '{container}' }, signal: 'errors' }] };
  const compiled = compileMapping(withPresets(mappingOf(own), presetNames), graph);
  const nodes = new Set([...graph.model.containers, ...graph.model.resources].map(({ id }) => id));
  const hostile = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'db-1', '/db-1', '', '*'), fc.string());

  it('never throws and speaks of no node that is not in the model, whatever comes from Zabbix', () => {
    const keys = fc.oneof(
      hostile,
      fc.tuple(fc.constantFrom(...compiled.itemLines.byKeyName.keys()), keyish).map(([key, rest]) => `${key}[${rest}]`),
    );
    fc.assert(
      fc.property(fc.tuple(keys, hostile, hostile, fc.oneof(hostile, fc.double())), ([key, tag, hostName, of]) => {
        const hosts = [host('1', 'mail-vm-1'), host('2', hostName)];
        const tags = [{ tag: 'container', value: tag }];
        const items = ['1', '2'].map((id) => item(id, key, { hostId: id, tags }));
        const problems = [
          {
            eventId: '8',
            name: key,
            hostIds: ['1', '2', '3'],
            tags,
            items: [],
            triggerId: '9',
            severity: 4,
            acknowledged: false,
            at: 900,
          },
        ];
        const triggers = [{ triggerId: '7', hostIds: ['2', '3'], itemIds: ['1', '9'], name: key, tags }];
        const parts = { hosts, items, problems, triggers, values: [value('1', of), value('2', of), value('9', of)] };
        const { observations } = observe(snapshot(parts), compiled);
        expect(observations.every(({ node }) => nodes.has(node))).toBe(true);
      }),
    );
  });
});
