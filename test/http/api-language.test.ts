import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Explanation } from '../../src/http/api/explained/schema.ts';
import { Functions, Incidents, IncidentStory, PodView, State, Timeline, WhatIf } from '../../src/http/api/schema.ts';
import { ApiSite } from '../support/api-site.ts';

let site: ApiSite;
let outageAt: number;

beforeAll(async () => {
  site = await ApiSite.start();
  await site.outage();
  outageAt = site.outside.time;
});
afterAll(() => site.stop());

const english = 'Storage is down: Storage database (2 containers) is not running (exited)';
const russian = 'Storage не работает: Storage database (2 контейнера) не работает (exited)';

/** What the worst incident is called by who asks so. */
async function told(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const { body } = await site.ask(path, { headers });
  return Incidents.parse(body).incidents[0]?.text;
}

describe('the language of what the API tells', () => {
  it.each([
    ['what `lang` says', { path: 'incidents?lang=ru', wanted: 'en', text: russian }],
    ['what the browser wants', { path: 'incidents', wanted: 'ru-RU,ru;q=0.9,en;q=0.8', text: russian }],
    ['what the browser wants most', { path: 'incidents', wanted: 'de, en;q=0.5, ru;q=0.7', text: russian }],
    ['never what the browser refuses', { path: 'incidents', wanted: 'ru;q=0', text: english }],
    [
      'the configured one where the browser wants none that there is',
      { path: 'incidents', wanted: 'de', text: english },
    ],
  ])('is %s', async (_, { path, wanted, text }) => {
    expect(await told(path, { 'accept-language': wanted })).toBe(text);
  });

  it('is named with the answer, and another one has a tag of its own', async () => {
    const [first, second] = await Promise.all([site.ask('incidents?lang=en'), site.ask('incidents?lang=ru')]);
    expect(second.headers).toMatchObject({ 'content-language': 'ru', vary: 'accept-encoding, accept-language' });
    expect(second.headers.etag).not.toBe(first.headers.etag);
  });

  it('can only be one that there is', async () => {
    expect((await site.ask('incidents?lang=de')).status).toBe(400);
  });

  it('is that of a time in the past too', async () => {
    expect(await told(`incidents?at=${outageAt}&lang=ru`)).toBe(russian);
  });

  it('is that of every text', async () => {
    const { body: state } = await site.ask('state?lang=ru');
    const worst = State.parse(state).incidents[0];
    expect(worst?.evidence[0]?.text).toBe('не работает (exited)');
    expect(worst?.action.text).toBe('Перезапустить контейнер');
    const { body: functions } = await site.ask('functions?lang=ru');
    expect(Functions.parse(functions).functions.flatMap(({ because }) => because)[0]?.text).toBe(russian);
    const { body: explained } = await site.ask('explanation?node=container/vm-1/db-1&lang=ru');
    expect(Explanation.parse(explained).text[0]?.heading).toBe('Свидетельства');
    const { body: pod } = await site.ask('pod?id=pod/storage-db&lang=ru');
    const evidence = PodView.parse(pod).shards.flatMap(({ containers }) => containers.flatMap((each) => each.evidence));
    expect(evidence[0]?.text).toBe('не работает (exited)');
  });

  it('is that of what became of an incident, and of what is over', async () => {
    await site.allRun().cycle();
    await site.allRun().cycle();
    await site.cycle(900);
    const closed = Incidents.parse((await site.ask('incidents?state=closed&lang=ru')).body).incidents[0];
    expect([closed?.text, closed?.action.text]).toEqual([russian, 'Перезапустить контейнер']);
    const story = IncidentStory.parse((await site.ask(`incident?id=${closed?.id ?? ''}&lang=ru`)).body);
    expect(story.history.map(({ incident }) => incident.text)).toEqual(story.history.map(() => russian));
    expect(story.history.at(-1)?.incident.state).toBe('closed');
    const timeline = Timeline.parse((await site.ask('timeline?lang=ru')).body);
    expect(timeline.incidents.map(({ text }) => text)).toContain(russian);
  });

  it('is that of what would be, too', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ fail: ['server/vm-3'], onTopOf: 'healthy' });
    const answer = await site.ask('what-if?lang=ru', { method: 'POST', headers, body });
    const { then } = WhatIf.parse(answer.body);
    expect(then.incidents[0]?.text).toBe('Web не работает: mail-vm-3 по предположению не работает');
  });
});
