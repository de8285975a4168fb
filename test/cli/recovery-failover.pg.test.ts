import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandFolder } from '../support/command.ts';
import type { Daemon } from '../support/daemon.ts';
import { PostgresSite } from '../support/postgres-site.ts';
import { smallModel } from '../support/small-model.ts';

const model = `${smallModel}
rules: { status: { for: 0s } }
recoveries:
  restart-it: { for: { kind: container }, heldFor: 0s, verifyFor: 1m, steps: [{ restart: { by: script } }] }
`;

let pair: PostgresSite;
let folder: CommandFolder;

beforeEach(async () => {
  pair = await PostgresSite.start(model);
  ({ folder } = pair.site);
});
afterEach(() => pair.stop());

/** A script that says that it ran and then takes longer than the test; what root allows names its recovery. */
function configure(): void {
  const script = folder.write('mend.sh', `#!/bin/sh\necho "$1" >> ${join(folder.path, 'ran')}\nexec sleep 50\n`);
  chmodSync(script, 0o755);
  chmodSync(folder.path, 0o755);
  chmodSync(folder.write('allow.yaml', 'recoveries: [restart-it]\n'), 0o644);
  folder.write(
    'linchpin.yaml',
    `signals: { presets: [docker-agent2] }
recovery:
  mode: auto
  allow: ${join(folder.path, 'allow.yaml')}
  storm: { failed: 90%, unknown: 90% }
  actuators: { script: { kind: command, command: [${script}, "{container}"] } }
`,
  );
}

async function instance(says: string): Promise<Daemon> {
  const daemon = pair.run();
  await daemon.says(says);
  return daemon;
}

interface Audited {
  readonly audit: readonly { readonly what: string; readonly about: Readonly<Record<string, string>> }[];
}

const words = async (): Promise<readonly string[]> => {
  const { stdout } = await folder.run(['audit', '--json'], pair.environment);
  return (JSON.parse(stdout) as Audited).audit.map(({ what, about }) =>
    [what, about['event'], about['result']].filter(Boolean).join(' '),
  );
};
const ran = (): string => {
  const file = join(folder.path, 'ran');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
};

it('whoever stands by repeats nothing that the one who led had begun when it was killed, and judges it by what is observed', async () => {
  configure();
  const first = await instance('this Linchpin leads');
  const standing = await instance('another Linchpin leads; this one stands by');
  pair.site.zabbix.sees('mail-vm-1', 'storage-1', 0);
  await expect.poll(ran, { timeout: 30_000 }).toBe('storage-1');
  await first.kill();
  await standing.says('this Linchpin leads');
  await expect.poll(words, { timeout: 30_000 }).toContain('recover report unknown');
  pair.site.bothRun();
  await expect.poll(words, { timeout: 30_000 }).toContain('recover judge');
  expect((await words()).filter((word) => word === 'begin')).toHaveLength(1);
  expect(ran()).toBe('storage-1');
});
