import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { abilitiesOf } from '../../src/config/recovery/settings.ts';
import { selfSigned } from '../support/self-signed.ts';
import { lines, load, settingsOf } from './loading.ts';

const env = { HOOK: 'a-secret-of-the-test', KUBE: 'a-token-of-the-test' };

const whole = `
recovery:
  mode: auto
  allow: recovery-allow.yaml
  approvers: [second.line]
  approvalExpires: 20m
  limits: { atOnce: 2, perHour: 9, perPod: 3/h, perServer: 4/d, extraReplicas: 5, busyServer: 70%, actionTimeout: 90s }
  storm: { failed: 10%, unknown: 30% }
  notify: { url: https://chat.example.org/hook, secret: { env: HOOK }, template: '{"text": "{text}"}' }
  actuators:
    containers:
      kind: docker
      endpoints: { "vm-0*": "unix:///run/docker.sock", "*": "https://{host}:2376" }
      tls: { ca: ca.pem, cert: cert.pem, key: { file: key.pem } }
      stopTimeout: 20s
    scripts: { kind: zabbix-script, script: Restart container, host: "{host}", input: "{container}" }
    deploy: { kind: webhook, url: "https://deploy.example.org/{pod}", secret: { env: HOOK }, allow: [https://deploy.example.org] }
    ansible:
      kind: command
      command: [/usr/bin/ansible-playbook, -l, "{server}", -e, "container={container}", mend.yml]
      folder: playbooks
      environment: { ANSIBLE_NOCOLOR: "1", VAULT: { env: HOOK } }
      timeout: 10m
    k8s: { kind: kubernetes, url: https://kube.example.org:6443, token: { env: KUBE }, ca: ca.pem, namespace: mail, workload: "deployment/{pod}" }
`;

const files = { 'ca.pem': selfSigned.cert, 'cert.pem': selfSigned.cert, 'key.pem': selfSigned.key };

test('nothing is done where nobody says so, and the limits are narrow', async () => {
  const { recovery } = await settingsOf('');
  expect(recovery).toEqual({
    mode: 'off',
    approvalExpires: 900,
    limits: {
      atOnce: 1,
      perHour: 6,
      perPod: { count: 2, per: 3600 },
      perServer: { count: 2, per: 3600 },
      extraReplicas: 4,
      busyServer: 80,
      actionTimeout: 60,
    },
    storm: { failed: 0.2, unknown: 0.2 },
    actuators: new Map(),
    approvers: [],
  });
});

test('everything that may be written is read, and paths are from the folder of the file', async () => {
  const { settings, found, folder } = await load(whole, env, files);
  expect([found, lines(settings!.recoveryFindings)]).toEqual([[], []]);
  const { actuators, notify, ...rest } = settings!.recovery;
  expect(rest).toEqual({
    mode: 'auto',
    allow: `${folder}/recovery-allow.yaml`,
    approvers: ['second.line'],
    approvalExpires: 1200,
    limits: {
      atOnce: 2,
      perHour: 9,
      perPod: { count: 3, per: 3600 },
      perServer: { count: 4, per: 86_400 },
      extraReplicas: 5,
      busyServer: 70,
      actionTimeout: 90,
    },
    storm: { failed: 0.1, unknown: 0.3 },
  });
  expect([notify?.url, notify?.secret.reveal(), notify?.timeout]).toEqual([
    'https://chat.example.org/hook',
    env.HOOK,
    10,
  ]);
  expect([...actuators].map(([name, { kind, timeout }]) => [name, kind, timeout])).toEqual([
    ['ansible', 'command', 600],
    ['containers', 'docker', undefined],
    ['deploy', 'webhook', undefined],
    ['k8s', 'kubernetes', undefined],
    ['scripts', 'zabbix-script', undefined],
  ]);
  expect(actuators.get('containers')).toMatchObject({
    endpoints: [
      { servers: 'vm-0*', url: 'unix:///run/docker.sock' },
      { servers: '*', url: 'https://{host}:2376' },
    ],
    tls: { ca: selfSigned.cert, cert: selfSigned.cert },
    stopTimeout: 20,
  });
  expect(actuators.get('ansible')).toMatchObject({ folder: `${folder}/playbooks` });
});

test('no secret of an actuator is shown', async () => {
  const { settings } = await load(whole, env, files);
  const { actuators, ...rest } = settings!.recovery;
  const text = JSON.stringify([rest, ...actuators.values()]);
  for (const secret of [...Object.values(env), selfSigned.key]) expect(text).not.toContain(secret);
});

test.each([
  [undefined, '{host}'],
  ['mail-{id}', 'mail-{server}'],
])('with `hosts.server` %j a script runs on the host %s', async (server, expected) => {
  const hosts = server === undefined ? '' : `hosts: { server: "${server}" }\n`;
  const { recovery } = await settingsOf(
    `${hosts}recovery: { actuators: { s: { kind: zabbix-script, script: Restart } } }`,
  );
  expect(recovery.actuators.get('s')).toMatchObject({ host: expected });
});

const of = (actuator: string): string => `recovery: { actuators: { a: ${actuator} } }`;
const hook = 'secret: { env: HOOK }, allow: [https://d.example.org]';

test.each([
  ['recovery: { mode: §auto }', 'error no-recovery-allow `recovery.mode: auto` lets Linchpin act without asking'],
  ['recovery: { mode: §always }', 'error wrong-value'],
  ['recovery: { limits: { perPod: §often } }', 'error wrong-value'],
  ['recovery: { limits: { atOnce: §0 } }', 'error wrong-value'],
  ['recovery: { limits: { actionTimeout: §2h } }', 'error wrong-value `actionTimeout`: expected between 1s and 1h'],
  ['recovery: { approvalExpires: §10s }', 'error wrong-value `approvalExpires`: expected between 1m and 1d'],
  ['recovery: { storm: { failed: §0% } }', 'error wrong-value `failed`: expected between 1% and 100%'],
  ['recovery: { §notfy: {} }', 'did you mean `notify`'],
  ['recovery: { notify: { url: "https://d.example.org", secret: { env: HOOK }, §allow: [x] } }', 'unknown key `allow`'],
  [of('{ kind: §dokcer }'), '`docker`, `zabbix-script`, `webhook`, `command` or `kubernetes`'],
  [of('{ kind: docker, endpoints: { "*": §"tcp://vm:2375" } }'), 'expected the engine as unix:'],
  [of('{ kind: docker, endpoints: { "*": §"http://vm-01:2375" } }'), 'http on this machine only'],
  [of('{ kind: docker, endpoints: { "*": §"https://{nost}:2376" } }'), 'there is no `{nost}`'],
  [of('{ kind: docker, endpoints: {}, tls: §{ cert: c.pem } }'), '`cert` and `key` go together'],
  [of(`{ kind: webhook, url: §"http://d.example.org", ${hook} }`), 'error plain-http'],
  [of(`{ kind: webhook, url: §"https://me:pw@d.example.org", ${hook} }`), 'without user and password'],
  [of(`{ kind: webhook, url: §"https://e.example.org/", ${hook} }`), 'https://e.example.org is not in `allow`'],
  [
    of('{ kind: webhook, url: "https://d.example.org", secret: { env: HOOK }, allow: [§"https://d.example.org/"] }'),
    'expected the origin of an address',
  ],
  [of(`{ kind: webhook, url: "https://d.example.org", secret: §"plain", allow: [] }`), 'error plain-secret `secret`'],
  [of('{ kind: kubernetes, url: "https://k", token: §eyJhbGciOi }'), 'error plain-secret `token`'],
  [of('{ kind: kubernetes, url: "https://k", token: { env: KUBE }, workload: §pod/x }'), 'expected deployment/{pod}'],
  [of('{ kind: kubernetes, url: "https://k", token: { env: KUBE }, namespace: §"../x" }'), '`namespace`: found "../x"'],
  [of('{ kind: command, command: [§ansible-playbook] }'), 'expected a program by its whole path'],
  [of('{ kind: command, command: [§"/opt/{pod}"] }'), 'expected a program by its whole path'],
  [of('{ kind: command, command: [/bin/sh, -c, §"restart {container}"] }'), 'error shell-text'],
  [of('{ kind: command, command: [/bin/x, §"{contaner}"] }'), 'there is no `{contaner}`'],
  [of('{ kind: command, command: [/bin/x], environment: { "A-B": §x } }'), 'is no name of an environment variable'],
  [
    'hosts: { server: "/^mail-(?<id>.+)$/" }\nrecovery: { actuators: { a: §{ kind: zabbix-script, script: x } } }',
    'error no-script-host `hosts.server` is a regular expression',
  ],
])('%s is told', async (marked, expected) => {
  const before = marked.slice(0, marked.indexOf('§')).split('\n');
  const { found } = await load(marked.replace('§', ''), env);
  const text = found.join('\n');
  expect(text).toContain(expected);
  expect(text).toContain(`linchpin.yaml:${before.length}:${before.at(-1)!.length + 1} `);
});

test('a plain secret of an actuator is not shown', async () => {
  const { found } = await load(of(`{ kind: webhook, url: "https://d.example.org", secret: hunter22, allow: [] }`), env);
  expect(found.join('\n')).not.toContain('hunter22');
});

test('an actuator whose secret can’t be read is left out, and that is told to who acts', async () => {
  const { settings, found } = await load(of('{ kind: kubernetes, url: "https://k", token: { env: NONE } }'));
  expect([found, settings!.recovery.actuators.size]).toEqual([[], 0]);
  expect(lines(settings!.recoveryFindings).join('\n')).toContain('the environment variable NONE is not set');
});

test('a certificate that does not go with its key is told', async () => {
  const text = of('{ kind: docker, endpoints: {}, tls: { cert: cert.pem, key: { file: key.pem } } }');
  const { settings } = await load(text, {}, { 'cert.pem': selfSigned.cert, 'key.pem': 'no key' });
  expect(lines(settings!.recoveryFindings).join('\n')).toContain('do not go together');
});

test('of an actuator it is known what it can do', () => {
  expect(abilitiesOf({ kind: 'docker' })).toEqual(['restart', 'resize']);
  expect(abilitiesOf({ kind: 'command' })).toContain('free-disk');
});

test('the examples of the documentation have no mistakes, and the values that they call defaults are', async () => {
  const page = readFileSync('docs/actuators.md', 'utf8');
  const [first = '', programs = '', notice = ''] = [...page.matchAll(/```yaml\n(.*?)```/gsu)].map(
    ([, text = '']) => text,
  );
  const indented = programs.replaceAll(/^/gmu, '    ');
  const { settings, found } = await load(first);
  expect(found).toEqual([]);
  expect((await load(`recovery:\n  actuators:\n${indented}`)).found).toEqual([]);
  expect((await load(`recovery:\n  ${notice}`)).found).toEqual([]);
  const { limits, storm, approvalExpires } = (await settingsOf('')).recovery;
  expect(settings!.recovery).toMatchObject({ limits, storm, approvalExpires });
});
