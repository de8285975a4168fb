import { afterEach, describe, expect, it } from 'vitest';
import { messagesEn } from '../../src/page/messages/en.ts';
import { messagesRu } from '../../src/page/messages/ru.ts';
import { chooseLanguage, say, speakIn } from '../../src/page/say.ts';
import { length } from '../../src/page/times.ts';
import { formOf, lackingPlurals } from '../support/message-form.ts';

const keys = Object.keys(messagesEn) as (keyof typeof messagesEn)[];

describe('the texts of the page', () => {
  it('say the same in each language: they have the same places to be filled', () => {
    for (const key of keys) {
      expect([key, formOf(messagesRu[key], 'ru').places]).toEqual([key, formOf(messagesEn[key], 'en').places]);
    }
  });

  it('are all Russian in Russian', () => {
    const same = keys.filter((key) => messagesRu[key] === messagesEn[key]);
    expect(same).toEqual([]);
  });

  it('have every plural form of Russian wherever the number is told, and not only whether there is one', () => {
    for (const key of keys) expect([key, ...lackingPlurals(messagesRu[key])]).toEqual([key]);
  });
});

describe('spoken in Russian', () => {
  afterEach(() => speakIn('en'));

  it.each([
    [1, 'Потеряна 1 функция:'],
    [2, 'Потеряны 2 функции:'],
    [5, 'Потеряно 5 функций:'],
    [11, 'Потеряно 11 функций:'],
    [21, 'Потеряна 21 функция:'],
    [112, 'Потеряно 112 функций:'],
  ])('%i has its plural', (count, expected) => {
    speakIn('ru');
    expect(say('incident.lost', { count })).toBe(expected);
  });

  it('lengths of time are in its words', () => {
    speakIn('ru');
    expect(length(3 * 3600 + 20 * 60).replaceAll(' ', ' ')).toBe('3 ч 20 мин');
  });
});

it('the glance says the worst thing first, and nothing that is not', () => {
  expect(say('glance.functions', { lost: 0, impaired: 0, unknown: 0 })).toBe('No function is lost.');
  expect(say('glance.functions', { lost: 2, impaired: 1, unknown: 3 })).toBe('2 functions are lost, 1 impaired.');
  expect(say('glance.functions', { lost: 0, impaired: 1, unknown: 0 })).toBe('1 function is impaired.');
  expect(say('glance.functions', { lost: 0, impaired: 0, unknown: 4 })).toBe('4 functions cannot be judged.');
});

it('what a node is called is never read as a message', () => {
  expect(say('name.proxy', { name: "{count, plural, other {'#'}}<b>" })).toBe(
    "Zabbix proxy {count, plural, other {'#'}}<b>",
  );
});

describe('the language', () => {
  it.each([
    ['the reader chose', 'ru', ['en-GB'], 'en', 'ru'],
    ['the browser wants first of those that are known', null, ['de-AT', 'ru-RU', 'en'], 'en', 'ru'],
    ['is configured, where the browser wants none that is known', null, ['de', 'fr'], 'ru', 'ru'],
    ['is English, where nobody says anything that is known', 'constructor', [], '', 'en'],
  ] as const)('is the one that %s', (...[, chosen, wanted, configured, expected]) => {
    expect(chooseLanguage(chosen, wanted, configured)).toBe(expected);
  });
});
