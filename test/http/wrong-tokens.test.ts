import { beforeEach, expect, it } from 'vitest';
import { WrongTokens } from '../../src/http/wrong-tokens.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

let world: ScriptedWorld;
let wrong: WrongTokens;
beforeEach(() => {
  world = new ScriptedWorld();
  wrong = new WrongTokens('a token was refused', { log: world, now: () => world.now() });
});

function guess(from: string, times = 11): void {
  for (let count = 0; count < times; count += 1) wrong.note(from, `guess ${count}`);
}

it('ten different tokens within a minute are mistakes, eleven are guesses', () => {
  guess('10.0.0.1', 10);
  expect(wrong.isGuessing('10.0.0.1')).toBe(false);
  guess('10.0.0.1');
  expect(wrong.isGuessing('10.0.0.1')).toBe(true);
});

it('a guess is forgotten after a minute, also where the clock is set back', () => {
  guess('10.0.0.1');
  world.time += 60;
  expect(wrong.isGuessing('10.0.0.1')).toBe(false);
  world.time -= 3600;
  expect(wrong.isGuessing('10.0.0.1')).toBe(false);
});

it.each([
  ['one network of IPv6', '2001:db8:1:2::1', '2001:db8:1:2:aaaa::7', true],
  ['one network of IPv6, written in full', '2001:db8::1', '2001:db8:0:0:9:9:9:9', true],
  ['two networks of IPv6', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['two addresses of IPv4', '10.0.0.1', '10.0.0.2', false],
  ['two addresses of IPv4 within IPv6', '::ffff:10.0.0.1', '::ffff:10.0.0.2', false],
])('%s: who guesses from the first %s is known by the second: %s', (...[, one, other, isKnown]) => {
  guess(one);
  expect(wrong.isGuessing(other)).toBe(isKnown);
});

it('very many sources push out the oldest, so that memory has a bound', () => {
  guess('10.0.0.1');
  for (let count = 0; count < 10_000; count += 1) wrong.note(`source ${count}`, 'x');
  expect(wrong.isGuessing('10.0.0.1')).toBe(false);
});

it('the log is told once a minute, with how many were not told of', () => {
  guess('10.0.0.1', 5);
  world.time += 60;
  guess('10.0.0.2', 1);
  expect(world.said.map(({ facts }) => facts)).toEqual([
    { from: '10.0.0.1', refusedBefore: 0 },
    { from: '10.0.0.2', refusedBefore: 4 },
  ]);
});
