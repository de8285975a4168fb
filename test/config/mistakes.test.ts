import { expect, test } from 'vitest';

import { load } from './loading.ts';

const url = 'expected the address of the Zabbix frontend, such as https://zabbix.example.org/zabbix';

// What is written, `§` before the place of the mistake, and what must be said of it.
test.each([
  ['§modle: x', 'error unknown-key unknown key `modle`: did you mean `model`?'],
  ['zabbix: { §ulr: x }', 'error unknown-key unknown key `ulr`: did you mean `url`?'],
  ['schedule: { every: §30 }', 'error wrong-value `every`: found 30, expected a duration such as 30s, 5m, 1h or 1d'],
  [
    'schedule: { every: 30s, cron: §"* * * * *" }',
    'error wrong-value `schedule` has both `every` and `cron`; keep one of them',
  ],
  [
    'schedule: { cron: §often }',
    'error wrong-value `cron`: found "often", expected a cron expression of five or six fields',
  ],
  [
    'schedule: { cron: "0 * * * *", timezone: §Europe/Moskow }',
    'error wrong-value `timezone`: found "Europe/Moskow", expected a name such as Europe/Moscow',
  ],
  ['zabbix: { url: §zabbix }', `error wrong-value \`zabbix.url\`: found "zabbix"; ${url}`],
  ['zabbix: { url: §"ftp://zabbix" }', `error wrong-value \`zabbix.url\`: found "ftp:" in the place of https:; ${url}`],
  [
    'zabbix: { url: §"https://zabbix/zabbix.php?action=problem.view" }',
    `error wrong-value \`zabbix.url\`: found something after the path, from ? or # on; ${url}`,
  ],
  [
    'zabbix: { groups: [Linchpins, §Linchpin/Mail] }',
    'error own-group `groups`: "Linchpin/Mail" belongs to "Linchpin", the host group of Linchpin\'s own hosts (`publish.group`), which is never read; expected groups of the hosts that are watched',
  ],
  [
    '{ zabbix: { groups: [§Mail] }, publish: { group: Mail } }',
    'error own-group `groups`: "Mail" belongs to "Mail", the host group of Linchpin\'s own hosts (`publish.group`), which is never read; expected groups of the hosts that are watched',
  ],
  [
    'zabbix: { url: §"http://zabbix.example.org" }',
    'error plain-http `zabbix.url`: the token would go to zabbix.example.org unencrypted; use https, or set `zabbix.allowPlainHttp: true` where that network is trusted',
  ],
  ['zabbix: { concurrency: §0 }', 'error wrong-value `concurrency`: found 0, expected a number of at least 1'],
  [
    'zabbix: { trapper: { nodes: [§"zbx1:port"] } }',
    'error wrong-value `nodes`: found "zbx1:port", expected host:port of a Zabbix server or proxy, such as zbx1:10051',
  ],
  ['hosts: { server: §"{nmae}" }', 'error wrong-value there is no `{nmae}`; expected {id}, {name}'],
  ['publish: { host: §"Linchpin {sytem}" }', 'error wrong-value there is no `{sytem}`; expected {system}'],
  [
    'publish: { severities: { critical: §desaster } }',
    'error wrong-value `critical`: found "desaster", expected one of `not classified`, `information`, `warning`, `average`, `high`, `disaster`',
  ],
  [
    'signals: { items: [§{ signal: errors }] }',
    'error wrong-value `items[1]`: found a map, expected `key` or `tag`, or both: without them it would match everything',
  ],
  [
    "signals: { items: [{ key: §'e[{contaner}]', signal: errors }] }",
    'error wrong-value there is no `{contaner}`; expected {container}, {disk}, {server}, {namespace}, {kubePod}, {any}',
  ],
  [
    'hosts: { server: §"mail-(?<id>.+)" }',
    'error wrong-value a regular expression stands between slashes: `"/^mail-(?<id>.+)$/"`',
  ],
  [
    'hosts: { server: §"/^mail-(?<id>.+/" }',
    'error wrong-value it is not a regular expression: missing closing ): `^mail-(?<id>.+`',
  ],
  [
    'hosts: { server: §"/^(?!gw)(?<id>.+)/" }',
    "error wrong-value it can't look ahead or behind (`(?!`), since that may take for ever",
  ],
  ['hosts: { server: §"/^mail-(?<nmae>.+)$/" }', 'error wrong-value there is no group `nmae`; expected id, name'],
  [
    'hosts: { server: §"/^mail-.+$/" }',
    'error wrong-value the regular expression names nothing; expected a group: (?<id>…), (?<name>…)',
  ],
  [
    `hosts: { container: §"/^(?<name>${'a'.repeat(500)})$/" }`,
    'error wrong-value the regular expression is too long; expected 500 characters at most',
  ],
  ['hosts: { container: §"{id}" }', 'error wrong-value there is no `{id}`; expected {name}, {server}'],
  [
    "signals: { items: [{ key: §'app.errors[{container}', signal: errors }] }",
    'error wrong-value Zabbix would not take this for an item key; expected one such as `app.errors[{container}]`',
  ],
  [
    "signals: { items: [§{ key: 'x[{kubePod}]', signal: errors }] }",
    'error wrong-value `{namespace}` and `{kubePod}` go together: only both name the pod of Kubernetes',
  ],
  [
    'signals: { items: [{ key: x, node: §disk, signal: used }] }',
    'error wrong-value nothing here says which disk it is; expected `{disk}` in key, tag or name',
  ],
  [
    'signals: { items: [{ key: x, node: §container, signal: errors }] }',
    'error wrong-value nothing here says which container it is; expected `{container}` in key, tag or name',
  ],
  [
    'signals: { items: [{ key: x, anywhere: §true, signal: cpu }] }',
    'warning no-effect `anywhere` means something with `{container}` only, and does nothing here',
  ],
  [
    "signals: { items: [{ key: 'x[{container}]', alone: §true, signal: errors }] }",
    'warning no-effect `alone` means something with `{namespace}/{kubePod}` only, and does nothing here',
  ],
  [
    'signals: { items: [{ key: x, every: §0s, signal: cpu }] }',
    'error wrong-value `every`: expected between 1s and 1d',
  ],
  [
    "signals: { triggers: [{ name: §'*{container}*', node: container, signal: status, problem: x, ok: y }] }",
    'error wrong-value nobody can say where `{container}` begins and ends beside a wildcard; put the text between them that the name has there',
  ],
  [
    "signals: { triggers: [{ name: §'/^(?<contaner>.*) down/', node: server, signal: agent, problem: 0, ok: 1 }] }",
    'error wrong-value there is no group `contaner`; expected container, disk, server, namespace, kubePod',
  ],
  [
    "signals: { triggers: [{ name: §'/(down/', node: server, signal: agent, problem: 0, ok: 1 }] }",
    'error wrong-value it is not a regular expression: missing closing ): `(down`',
  ],
  [
    "signals: { items: [{ key: 'e[{container}]', signal: §erors }] }",
    'warning unknown-signal no rule reads the signal `erors`: did you mean `errors`?',
  ],
  [
    'signals: { presets: [docker-agent2, §smrt] }',
    'error wrong-value `presets[2]`: found "smrt", expected one of `docker-agent2`, `linux-agent`, `smart`, `kubernetes`, `nginx-plus`, `haproxy`, `envoy`',
  ],
  [
    'zabbix: { token: §{ file: a, env: b } }',
    'error wrong-value `token`: found something else, expected one of `file`, `env` and `credential`',
  ],
  [
    'log: { level: §loud }',
    'error wrong-value `level`: found "loud", expected one of `error`, `warn`, `info`, `debug`',
  ],
  ['schedule: { every: §0s }', 'error wrong-value `every`: expected between 1s and 1d'],
  ['schedule: { every: §30d }', 'error wrong-value `every`: expected between 1s and 1d'],
  ['schedule: { jitter: §25h }', 'error wrong-value `jitter`: expected between 0s and 1d'],
  ['zabbix: { timeout: §0s }', 'error wrong-value `timeout`: expected between 1s and 1d'],
  [
    'schedule: { cron: "* * * * *", jitter: §2s }',
    'warning no-effect `jitter` means something with `every` only, and does nothing here',
  ],
  [
    'schedule: { timezone: §Europe/Moscow }',
    'warning no-effect `timezone` means something with `cron` only, and does nothing here',
  ],
  ['store: { keep: §10m }', 'error wrong-value `keep`: expected between 1h and 3650d'],
  ['store: { maxSize: §2M }', 'error wrong-value `maxSize`: expected at least 64Mi'],
  [
    'store: { sqlite: a.db, postgres: §{ url: { env: X } } }',
    'error wrong-value `store` has both `sqlite` and `postgres`; keep one of them',
  ],
])('%s', async (marked, said) => {
  const { found } = await load(marked.replace('§', ''));
  expect(found).toEqual([`linchpin.yaml:1:${marked.indexOf('§') + 1} ${said}`]);
});

test('all mistakes are reported at once', async () => {
  const { found } = await load(
    'modle: x\nschedule: { every: 30 }\nrecovery: { mode: auto }\nzabbix: { url: nowhere, timeout: 5 }\n',
  );
  expect(found.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'linchpin.yaml:1:1 error unknown-key',
    'linchpin.yaml:2:20 error wrong-value',
    'linchpin.yaml:3:19 error no-recovery-allow',
    'linchpin.yaml:4:16 error wrong-value',
    'linchpin.yaml:4:34 error wrong-value',
  ]);
});
