import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { loadWhatIsThere } from '../../src/app/setup.ts';
import { soundModel } from '../model/reading.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is said of recovery where this is the recovery of a sound model, and this its configuration. */
async function saidOf(recovery: string, configuration: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-recovery-'));
  folders.push(folder);
  writeFileSync(join(folder, 'model.yaml'), `${soundModel}recoveries: { mend: ${recovery} }\n`);
  const file = join(folder, 'linchpin.yaml');
  writeFileSync(file, `model: .\nzabbix: { url: "https://zabbix.example.org" }\n${configuration}\n`);
  const { findings } = await loadWhatIsThere({ config: file, env: { ZABBIX_TOKEN: 'x' } });
  return findings.flatMap(({ code, message, position }) =>
    /actuator|version/u.test(code) ? [`${position?.line ?? '?'} ${code} ${message}`] : [],
  );
}

const restart = '{ for: { kind: pod }, steps: [{ restart: { by: dcoker } }] }';
const docker = 'actuators: { docker: { kind: docker, endpoints: { "*": "unix:///run/docker.sock" } } }';

test('an actuator that is not configured is named, with the nearest one that is, where the step stands', async () => {
  expect(await saidOf(restart, `recovery: { mode: approve, ${docker} }`)).toEqual([
    '15 unknown-actuator there is no actuator `dcoker` in the configuration: did you mean `docker`?',
  ]);
});

test('without any actuator it is said where to describe one', async () => {
  expect(await saidOf(restart, 'recovery: { mode: advise }')).toEqual([
    '15 unknown-actuator there is no actuator `dcoker` in the configuration: describe it under `recovery.actuators`',
  ]);
});

test('an actuator that can not do a step is named, with what it can', async () => {
  const drain = '{ for: { kind: server }, steps: [{ drain: { by: docker } }] }';
  expect(await saidOf(drain, `recovery: { mode: approve, ${docker} }`)).toEqual([
    "15 unable-actuator actuator `docker` is of kind `docker`, which can't do `drain`, only `restart`, `resize`; name another one",
  ]);
});

test('a roll-back without anything that tells what runs is named', async () => {
  const rollBack = '{ for: { kind: pod }, steps: [{ roll-back: { by: deploy, stableFor: 1d } }] }';
  const actuator = 'actuators: { deploy: { kind: command, command: [/bin/true] } }';
  const unseen = 'signals: { presets: [smart] }';
  const seen = 'signals: { presets: [smart], items: [{ key: "app.version[{container}]", signal: version }] }';
  expect(await saidOf(rollBack, `recovery: { mode: approve, ${actuator} }\n${unseen}`)).toEqual([
    expect.stringContaining('no-version-signal `roll-back` needs to know what runs'),
  ]);
  expect(await saidOf(rollBack, `recovery: { mode: approve, ${actuator} }\n${seen}`)).toEqual([]);
});

test.each([
  ['of the configuration', restart, ''],
  ['of the model', restart.replace('{ for', '{ mode: off, for'), 'recovery: { mode: approve }'],
])('of a recovery that is off by the mode %s nothing is said', async (_by, recovery, configuration) => {
  expect(await saidOf(recovery, configuration)).toEqual([]);
});
