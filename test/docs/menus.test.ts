import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pages } from './pages.ts';

const texts = [
  ...pages.filter(({ file }) => file !== 'docs/errors.md'),
  ...readdirSync('src/zabbix', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `src/zabbix/${file}`, text: readFileSync(`src/zabbix/${file}`, 'utf8') })),
];

/** What a later Zabbix has elsewhere than 6.0. */
const moved =
  /(?:(?:Administration →(?: General →)?|Администрирование →) (?:API tokens|Users|User roles|Scripts|Пользователи)|Мониторинг → Панель|Monitoring → Dashboards?)/gu;

it('who is sent to a place in the frontend of Zabbix finds it in any version', () => {
  const wrong = texts.flatMap(({ file, text }) =>
    [...text.matchAll(moved)].flatMap((found) =>
      /(?:6\.0:?|in 6\.0|в 6\.0)[\s*]*$/u.test(text.slice(0, found.index)) ? [] : [`${file}: ${found[0]}`],
    ),
  );
  expect(wrong).toEqual([]);
});
