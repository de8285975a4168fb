import { expect, it } from 'vitest';
import { Sessions } from '../../src/http/sessions.ts';

const tokens = { view: 'v'.repeat(32), operate: 'o'.repeat(32) };
let now = 1_800_000_000.5;
const sessions = new Sessions(tokens, () => now);

it.each([
  ['view', 30 * 86_400],
  ['operate', 12 * 3600],
] as const)('a session of %s ends after %i s', (role, lasts) => {
  const begin = (now = 1_800_000_000.5);
  const { cookie, until } = sessions.open(role);
  expect(until).toBe(Math.floor(begin) + lasts);
  now = until - 1;
  expect(sessions.read(cookie)).toEqual({ role, until });
  now = until;
  expect(sessions.read(cookie)).toBeUndefined();
});

it('no two sessions have one cookie', () => {
  expect(sessions.open('view').cookie).not.toBe(sessions.open('view').cookie);
});

it('a session ends with the token that it was opened with', () => {
  const { cookie } = sessions.open('view');
  const others = new Sessions({ ...tokens, view: 'w'.repeat(32) }, () => now);
  expect([others.read(cookie), new Sessions({}, () => now).read(cookie)]).toEqual([undefined, undefined]);
});

it.each([
  ['another role', (cookie: string) => cookie.replace('view', 'operate')],
  ['a later end', (cookie: string) => cookie.replace(/\.(\d+)\./u, (_, until: string) => `.${Number(until) + 1}.`)],
  ['another signature', (cookie: string) => `${cookie.slice(0, -2)}AA`],
  ['no signature', (cookie: string) => cookie.slice(0, cookie.lastIndexOf('.'))],
  ['nothing', () => ''],
  ['a role that is none', (cookie: string) => cookie.replace('view', 'constructor')],
])('a cookie with %s is none of ours', (_, changed) => {
  expect(sessions.read(changed(sessions.open('view').cookie))).toBeUndefined();
});

it('what was logged out stays out, and the others stay in', () => {
  const [one, other] = [sessions.open('view'), sessions.open('view')];
  sessions.end(one.cookie);
  expect([sessions.read(one.cookie), sessions.read(other.cookie)?.role]).toEqual([undefined, 'view']);
});
