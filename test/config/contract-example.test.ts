import { expect, test } from 'vitest';

import { load } from './loading.ts';

// The example of contracts, "Configuration"; where it abbreviates a secret as `{ env: … }`, a name stands.
const example = `model: ./model/mail
inventory: { from: zabbix, every: 5m }        # or: file
schedule: { every: 30s, jitter: 2s }          # or { cron: "*/30 * * * * *", timezone: Europe/Moscow }
zabbix:
  url: https://zabbix.example.org/zabbix      # with or without api_jsonrpc.php
  token: { file: /etc/linchpin/token }        # or { env: … }, { credential: … }
  ca: /etc/linchpin/ca.pem
  timeout: 30s
  concurrency: 3
  groups: [Mail servers]                      # nothing outside is read
  trapper: { nodes: ["zbx1:10051", "zbx2:10051"], tls: { psk: { identity: linchpin, file: /etc/linchpin/psk } } }
  push: auto                                  # auto | sender | history.push
hosts: { server: "{name}" }                   # the technical name of the Zabbix host of a server
signals:
  presets: [docker-agent2, linux-agent]       # smart, kubernetes, nginx-plus, haproxy, envoy
  items:                                      # first match wins; own lines before presets
    - { key: 'app.errors[{container}]', signal: errors }
    - { tag: { container: '{container}', metric: p_requests }, signal: requests }
    - { key: 'tnt.role[{container}]', signal: role, map: { 1: primary, 0: replica } }
    - { key: 'docker.container_stats.cpu_pct_usage[{container}]', signal: cpu, multiply: 0.01 }   # → cores
  triggers:                                   # a problem gives one value, none the other
    - { tag: { scope: availability }, name: '*ping*', node: server, signal: reachable, problem: 0, ok: 1 }
publish:
  mode: publish                               # observe: compute and show
  group: Linchpin
  host: "Linchpin {system}"
  severities: { critical: disaster, at-risk: average, unseen: average, warning: warning, unknown: information, planned: information }
  sourceProblems: { comment: true, rank: true, severity: false, acknowledge: false }
  escalateTo: Mail second line                # user group of the action with escalation steps
store: { sqlite: /var/lib/linchpin/linchpin.db, keep: 90d, maxSize: 2G }    # or { postgres: { url: { env: … } } }
http: { listen: 127.0.0.1:8480, basePath: /, publicUrl: https://linchpin.example.org, tokens: { view: { env: VIEW }, operate: { env: OPERATE } }, frameAncestors: [] }
wake: { token: { env: LINCHPIN_WAKE_TOKEN }, debounce: 500ms, atMost: 6/min }
language: en                                  # ru
recovery: { mode: off }                       # advise | approve | auto
log: { level: info }
`;

test('the example of the contract has no mistakes and gives its settings', async () => {
  const tokens = { VIEW: 'v'.repeat(32), OPERATE: 'o'.repeat(32) };
  const { settings, found, folder } = await load(example, tokens);
  expect(found).toEqual([]);
  expect(settings).toMatchObject({
    model: `${folder}/model/mail`,
    inventory: { from: 'zabbix', every: 300 },
    schedule: { kind: 'every', every: 30, jitter: 2 },
    signals: {
      presets: ['docker-agent2', 'linux-agent'],
      own: {
        serverHost: '{name}',
        items: [
          { key: 'app.errors[{container}]', signal: 'errors' },
          { tag: { container: '{container}', metric: 'p_requests' }, signal: 'requests' },
          { key: 'tnt.role[{container}]', signal: 'role', map: { 0: 'replica', 1: 'primary' } },
          { key: 'docker.container_stats.cpu_pct_usage[{container}]', signal: 'cpu', multiply: 0.01 },
        ],
        triggers: [
          { tag: { scope: 'availability' }, name: '*ping*', node: 'server', signal: 'reachable', problem: 0, ok: 1 },
        ],
      },
    },
    publish: {
      mode: 'publish',
      group: 'Linchpin',
      host: 'Linchpin {system}',
      severities: { critical: 5, 'at-risk': 3, unseen: 3, warning: 2, unknown: 1, planned: 1 },
      sourceProblems: { comment: true, rank: true, severity: false, acknowledge: false },
      escalateTo: 'Mail second line',
    },
    store: { sqlite: '/var/lib/linchpin/linchpin.db', keep: 90 * 86_400, maxSize: 2e9 },
    http: {
      host: '127.0.0.1',
      port: 8480,
      basePath: '/',
      publicUrl: 'https://linchpin.example.org/',
      writtenUrl: 'https://linchpin.example.org/',
      frameAncestors: [],
    },
    httpFindings: [],
    language: 'en',
    log: { level: 'info' },
  });
});
