import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Problem } from '../../src/http/api/schema.ts';
import { ApiSite } from '../support/api-site.ts';
import { EventWatcher } from '../support/event-watcher.ts';
import { cookieOf } from '../support/http.ts';

const view = 'v'.repeat(32);
const operate = 'o'.repeat(32);

let site: ApiSite;
beforeEach(async () => {
  site = await ApiSite.start(undefined, '/', { view, operate });
  await site.allRun().cycle();
});
afterEach(() => site.stop());

async function logIn(token: string): Promise<{ readonly cookie: string }> {
  return { cookie: cookieOf(await site.send('session', { token })) };
}

it('who logs out hears no more, and who else is logged in still does', async () => {
  const [one, other] = [await logIn(view), await logIn(view)];
  const [leaving, staying] = [await EventWatcher.open(site.port, one), await EventWatcher.open(site.port, other)];
  await site.ask('session', { method: 'DELETE', headers: { ...one, 'sec-fetch-site': 'same-origin' } });
  await vi.waitFor(() => expect(leaving.isEnded).toBe(true));
  await site.allRun().cycle();
  await vi.waitFor(() => expect(staying.events('cycle').length).toBe(1));
  expect([leaving.events('cycle').length, staying.isEnded]).toEqual([0, false]);
});

it('who watches hears nothing of what came after the end of the log-in', async () => {
  const short = await EventWatcher.open(site.port, await logIn(operate));
  const long = await EventWatcher.open(site.port, await logIn(view));
  await site.allRun().cycle(13 * 3600);
  await vi.waitFor(() => expect([short.isEnded, long.events('cycle').length]).toEqual([true, 1]));
  expect(short.events('cycle')).toEqual([]);
});

it('who shows a token with each request watches as long as the server runs', async () => {
  const watcher = await EventWatcher.open(site.port, { authorization: `Bearer ${view}` });
  await site.allRun().cycle(40 * 86_400);
  await vi.waitFor(() => expect(watcher.events('cycle').length).toBe(1));
});

it.each([
  ['nothing', {}],
  ['a token that is no text', { token: 7 }],
  ['an empty token', { token: '' }],
  ['something beside the token', { token: view, role: 'operate' }],
])('a log-in with %s is no question, and none of it is repeated', async (_, body) => {
  const { status, body: answer } = await site.send('session', body);
  expect([status, Problem.parse(answer).type]).toEqual([400, 'urn:linchpin:problem:wrong-question']);
  expect(JSON.stringify(answer)).not.toContain(view);
});
