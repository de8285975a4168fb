import { describe, expect, it } from 'vitest';
import { messagesEn } from '../../src/words/messages-en.ts';
import { messagesRu } from '../../src/words/messages-ru.ts';
import { speaker } from '../../src/words/speak.ts';
import { formOf, lackingPlurals } from '../support/message-form.ts';

const keys = Object.keys(messagesEn) as (keyof typeof messagesEn)[];
const speak = speaker('ru');

/** Names of things, keys and settings, which are the same in every language. */
const names = new Set(['Linchpin', 'Zabbix', 'UTC', 'inode', 'Ctrl', 'enabled', 'false']);

/** What people type as it stands. */
const command = /linchpin [a-z]+( --[a-z-]+)*/gu;

describe('the texts in Russian', () => {
  it('are those that there are in English', () => {
    expect(Object.keys(messagesRu).sort()).toEqual([...keys].sort());
  });

  it('have the same places to be filled as the English ones', () => {
    for (const key of keys) {
      expect([key, formOf(messagesRu[key], 'ru').places]).toEqual([key, formOf(messagesEn[key], 'en').places]);
    }
  });

  it('hold no English word but names', () => {
    const english = keys.flatMap((key) => {
      const words =
        formOf(messagesRu[key], 'ru')
          .words.replaceAll(command, '')
          .match(/[a-z]+/giu) ?? [];
      return words.filter((word) => !names.has(word)).map((word) => `${key}: ${word}`);
    });
    expect(english).toEqual([]);
  });

  it('have every plural form of Russian wherever the number is told', () => {
    for (const key of keys) expect([key, ...lackingPlurals(messagesRu[key])]).toEqual([key]);
  });
});

describe('a number in a Russian text', () => {
  it.each([
    [1, 'db (1 контейнер)', 'Резерв: может отказать ещё 1 реплика'],
    [2, 'db (2 контейнера)', 'Резерв: могут отказать ещё 2 реплики'],
    [5, 'db (5 контейнеров)', 'Резерв: могут отказать ещё 5 реплик'],
    [11, 'db (11 контейнеров)', 'Резерв: могут отказать ещё 11 реплик'],
    [21, 'db (21 контейнер)', 'Резерв: может отказать ещё 21 реплика'],
    [22, 'db (22 контейнера)', 'Резерв: могут отказать ещё 22 реплики'],
  ])('has the plural of %d', (count, containers, reserve) => {
    expect(speak('root.pod', { name: 'db', count })).toBe(containers);
    expect(speak('annotation.reserve', { reserve: count })).toBe(reserve);
  });

  it('takes the verb of many for 21 names, of which none is told by its number', () => {
    expect(speak('effect.critical', { names: 'А, Б, В и ещё 18', count: 21 })).toBe('А, Б, В и ещё 18 не работают');
    expect(speak('effect.critical', { names: 'Календарь', count: 1 })).toBe('Календарь не работает');
  });

  it.each([
    [98.25, 1, '98,3'],
    [0.125, 3, '0,125'],
    [3, 1, '3'],
  ])('has a comma before its fractions: %d', (value, digits, text) => {
    expect(speak.number(value, digits)).toBe(text);
  });
});
