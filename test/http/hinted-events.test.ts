import { describe, expect, it } from 'vitest';
import { HintedEvents } from '../../src/http/hinted-events.ts';

// Lines as a Zabbix 7.0.22 sent them.
const began = (eventid: number, group: string): string =>
  `{"clock":1795350187,"ns":792568724,"value":1,"eventid":${eventid},"name":"bad","severity":4,"hosts":[{"host":"h","name":"h"}],"groups":["${group}"],"tags":[]}\n`;
const ended = (eventid: number, problem: number): string =>
  `{"clock":1795350194,"ns":245709548,"value":0,"eventid":${eventid},"p_eventid":${problem}}\n`;
const webhook = (eventid: number): string => JSON.stringify({ eventid });

/** Of each body, whether it says something new. */
function news(...bodies: readonly string[]): readonly boolean[] {
  const events = new HintedEvents((group) => group === 'Mail');
  return bodies.map((body) => events.isNew(body));
}

it.each([
  ['that a problem began', began(3, 'Mail')],
  ['that one ended whose beginning was not told', ended(5, 3)],
  ['of the webhook', webhook(3)],
  ['without a body', ''],
  ['that is no JSON', 'wake up'],
  ['that is a number', '12'],
  ['that is null', 'null'],
  ['of an item value', '{"host":{"host":"h"},"itemid":7,"value":1}'],
  ['with an id that is none', '{"eventid":"constructor"}'],
  ['with one new event among others', began(3, 'Else') + began(4, 'Mail')],
])('a hint %s is new', (_, body) => {
  expect(news(body)).toEqual([true]);
});

describe('nothing new is', () => {
  it.each([
    ['what the connector says after the webhook', [webhook(3), began(3, 'Mail')]],
    ['what the webhook says after the connector', [began(3, 'Mail'), webhook(3)]],
    ['an end that was told', [ended(5, 3), webhook(5)]],
  ])('%s', (_, [first, second]) => {
    expect(news(first!, second!)).toEqual([true, false]);
  });

  it('a problem of groups that are not read, and its end', () => {
    expect(news(began(3, 'Else'), ended(5, 3))).toEqual([false, false]);
  });

  it('the second part of what was told in one', () => {
    expect(news(began(3, 'Mail') + began(4, 'Mail'), webhook(4))).toEqual([true, false]);
  });
});

it('the end of a problem is new', () => {
  expect(news(began(3, 'Mail'), ended(5, 3))).toEqual([true, true]);
});

it('after very many others an event is forgotten, so that memory has a bound', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => began(100 + index, 'Mail')).join('');
  expect(news(began(3, 'Mail'), many, began(3, 'Mail'))).toEqual([true, true, true]);
});
