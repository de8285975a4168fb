import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/language.ts';
import { groupUuid, template } from '../../src/zabbix/provision/template.ts';
import { viewWords } from '../../src/zabbix/provision/texts.ts';

const groups = [{ name: 'Linchpin', uuid: groupUuid('Linchpin') }];

/** The keys of Zabbix's export format whose values people read; what depends on them by name goes with them. */
const read: ReadonlySet<string> = new Set(['name', 'event_name', 'description', 'newvalue']);

/** Every text that people read, with its place. */
function textsIn(node: unknown, place = ''): readonly (readonly [place: string, text: string])[] {
  if (Array.isArray(node)) return node.flatMap((part, index) => textsIn(part, `${place}/${index}`));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? read.has(key)
        ? [[`${place}/${key}`, value] as const]
        : []
      : textsIn(value, `${place}/${key}`),
  );
}

const made = (language: Language): unknown => template(groups, { form: '6.4', language }).zabbix_export.templates[0];
const russian = new Map(textsIn(made('ru')));

/** Without what people read. */
function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, read.has(key) ? '' : bare(value)]));
}

describe('the template in Russian', () => {
  it('differs from the English one in nothing but what people read', () => {
    expect(bare(made('ru'))).toEqual(bare(made('en')));
  });

  it('says everything that people read in Russian', () => {
    const unsaid = [...textsIn(made('en'))].filter(([place, text]) => {
      const isTechnical = /^(\{\{.*\}|OK|Linchpin( [a-z ]+| by Zabbix trapper)?)$/u.test(text);
      return !isTechnical && !/[а-яё]/iu.test(russian.get(place) ?? '');
    });
    expect(unsaid).toEqual([]);
  });

  it('names event, items and triggers no longer than Zabbix takes them', () => {
    const longest = (key: string): number =>
      Math.max(...[...russian].filter(([place]) => place.endsWith(`/${key}`)).map(([, text]) => text.length));
    expect(longest('name')).toBeLessThanOrEqual(255);
    expect(longest('event_name')).toBeLessThanOrEqual(2048);
    expect(longest('newvalue')).toBeLessThanOrEqual(64);
  });
});

it('every title of dashboards is another one in each language, and none is longer than Zabbix takes it', () => {
  const [english, titles] = [viewWords.en, viewWords.ru].map(({ widgets, pages }) =>
    Object.values({ ...widgets, ...pages }),
  );
  expect(titles?.filter((title) => english?.includes(title) || title.length > 255)).toEqual([]);
});
