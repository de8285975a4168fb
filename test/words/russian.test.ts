import { describe, expect, it } from 'vitest';
import { itemKeys } from '../../src/domain/item-keys.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { explain } from '../../src/twin/explain.ts';
import { wording } from '../../src/words/wording.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';

const world = {
  ...worldOf(`
  system: { id: mail, name: Корпоративная почта }
  subsystems:
    calendar: { name: Календарь, pods: [api, db], functions: { read: { name: Чтение событий }, write: { name: Запись событий } } }
    users: { name: База пользователей, pods: [user-db], functions: { find: { name: Поиск людей } } }
  pods:
    api: { name: API календаря, kind: stateless, calls: [user-db], containers: "api-{replica}" }
    db: { name: Хранилище календаря, kind: all, containers: "db-{replica}" }
    user-db: { name: Хранилище пользователей, kind: quorum, containers: "user-db-{replica}" }
  servers: { vm-01: { name: mail-vm-01, disks: { data1: { mount: /data1 } } }, vm-02: { name: mail-vm-02 }, vm-03: }
  containers:
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-02 }
    - { name: db-1, server: vm-01, disks: [data1] }
    - { name: user-db-1, server: vm-02 }
    - { name: user-db-2, server: vm-02 }
    - { name: user-db-3, server: vm-03 }
  rules: { status: { for: 0s }, reachable: { for: 0s }, errors: { rate: 10/min, burst: 50 }, diskUsed: { above: 97%, for: 0s } }
`),
  language: 'ru',
} as const;
const [api1, api2, db1] = ['container/vm-01/api-1', 'container/vm-02/api-2', 'container/vm-01/db-1'];
const users = ['container/vm-02/user-db-1', 'container/vm-02/user-db-2', 'container/vm-03/user-db-3'] as const;
const exited = { status: 'exited' };

function site(): Site {
  const running = new Site(world).allSay([api1, api2, db1, ...users], { status: 'running', errors: 0 });
  running.cycle();
  return running;
}

const textsOf = ({ result }: Evaluation): readonly string[] => result.incidents.map(({ text }) => text);

describe('an incident in Russian', () => {
  it.each([
    [
      'a full disk',
      site().says('disk/vm-01/data1', { used: 98.25 }),
      'Календарь не работает: диск /data1 на mail-vm-01 заполнен (98,3 %)',
    ],
    [
      'one of two that is left without reserve',
      site().says(api1, exited),
      'Календарь (API календаря) работает без резерва: api-1 на mail-vm-01 не работает (exited)',
    ],
    [
      'a server that takes several subsystems down',
      site().says('server/vm-01', { reachable: 0 }),
      'Календарь не работает: mail-vm-01 не отвечает',
    ],
    [
      'a common cause',
      site().allSay(users.slice(0, 2), exited),
      'База пользователей не работает: Хранилище пользователей (2 контейнера) не работает (exited)',
    ],
    [
      'growing errors',
      site().says(api2, { errors: 60 }),
      'Календарь (API календаря) работает без резерва: api-2 на mail-vm-02 даёт всё больше ошибок: на 55 сверх нормы 10/мин, терпимо 50',
    ],
  ])('names effect and root of %s', (_, broken, text) => {
    expect(textsOf(broken.cycle())).toEqual([text]);
  });

  it('says what to do', () => {
    const { result } = site().says('disk/vm-01/data1', { used: 99 }).cycle();
    expect(result.incidents[0]?.action).toEqual({ advice: 'free-disk', text: 'Освободить место на диске' });
  });
});

describe('the summary in Russian', () => {
  it('says on half a page what is broken, what users lose, the reserve and what to do', () => {
    const { commands } = site().says('disk/vm-01/data1', { used: 99 }).cycle();
    const told = commands.map(({ value }) => value).findLast(({ key }) => key === itemKeys.summary);
    const lines = String(told?.value)
      .replaceAll(/20\d\d-\d\d-\d\d \d\d:\d\d|\d\d:\d\d/gu, 'hh:mm')
      .split('\n');
    expect(lines).toEqual([
      'Корпоративная почта НЕ РАБОТАЕТ с hh:mm UTC.',
      'Подсистемы: работает 1 из 2; НЕ РАБОТАЕТ: Календарь (инцидент 1).',
      'Функции для пользователей: доступно 1 из 3; ПОТЕРЯНО: Чтение событий (инцидент 1), Запись событий (инцидент 1).',
      'Резерв: ещё хотя бы 1 отказ выдержат 2 из 3 подов; НЕ РАБОТАЕТ: Хранилище календаря (инцидент 1).',
      '',
      '1. АВАРИЯ: Календарь не работает; началось hh:mm UTC',
      '   Первопричина: диск /data1 на mail-vm-01 заполнен (99 %) (объясняет неполадки ещё 1 контейнера)',
      '   Потеряно:     Чтение событий, Запись событий',
      '   Резерв:       нет, уже не работает: действуйте немедленно',
      '   Что делать:   Освободить место на диске',
      '',
      'По состоянию на hh:mm UTC, есть данные о контейнерах: 6 из 6, о серверах: 3 из 3. Если прошло более 5 минут, Linchpin остановлен и эта страница устарела.',
    ]);
  });
});

describe('an explanation in Russian', () => {
  it('goes from the state of a pod to the roll-up', () => {
    const evaluation = site().allSay(users.slice(0, 2), exited).cycle();
    const { title, state, about, sections } = wording('ru', world.graph).explanation(
      explain('pod/user-db', evaluation),
    );
    expect([title, state, about]).toEqual([
      'Хранилище пользователей',
      'отказ',
      'под (quorum); подсистемы: База пользователей',
    ]);
    expect(sections.map(({ heading }) => heading)).toEqual(['Контейнеры: не в порядке 2 из 3', 'Как это складывается']);
    expect(sections.at(-1)?.rows.map(([, text]) => text)).toEqual([
      'нужно 2 из 3 (кворум); работает 1, отказало: 2 — отказ, резерв 0',
      '1 шард, отказало: 1 — отказ, резерв 0 (Хранилище пользователей)',
      '1 под, отказало: 1 — отказ, резерв 0 (Хранилище пользователей)',
      '2 подсистемы, отказало: 1 — отказ, резерв 0 (База пользователей)',
    ]);
  });
});
