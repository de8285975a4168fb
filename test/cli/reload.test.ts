import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandFolder } from '../support/command.ts';
import { Daemon } from '../support/daemon.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { smallModel } from '../support/small-model.ts';
import { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;
let daemon: Daemon;

const environment = (): NodeJS.ProcessEnv => ({
  ZABBIX_URL: fake.url,
  ZABBIX_TOKEN: fake.token,
  LINCHPIN_ZABBIX_TRAPPER: fake.trapper,
  LINCHPIN_STORE_SQLITE: join(folder.path, 'linchpin.db'),
  LINCHPIN_MODEL: 'model',
  LINCHPIN_SCHEDULE_EVERY: '1h',
});
const shown = (key: string): string | undefined => zabbix.sent(key).at(-1)?.value;

beforeEach(async () => {
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model'));
  folder.write('model/mail.yaml', smallModel);
  fake = await FakeZabbix.start();
  zabbix = new ZabbixOfMail(fake);
  zabbix.provision();
  for (const number of [1, 2]) zabbix.sees(`mail-vm-${number}`, `storage-${number}`, 1);
  daemon = new Daemon(folder.start(['run'], environment()));
  await daemon.until(() => shown('linchpin.model.refused') === '0', 'the first cycle');
});
afterEach(async () => {
  await daemon.kill();
  await fake.stop();
  folder.remove();
});

describe('linchpin run', () => {
  it('refuses a broken model on SIGHUP, shows that in Zabbix at once, and takes it back when the file is mended', async () => {
    folder.write('model/mail.yaml', smallModel.replace('kind: stateless', 'kind: statless'));
    daemon.child.kill('SIGHUP');
    await daemon.until(() => shown('linchpin.model.refused') === '1', 'the refusal in Zabbix');
    const [refusal] = daemon.log.filter(({ msg }) => String(msg).startsWith('what was read is refused'));
    expect(refusal?.['mistakes']).toEqual([expect.stringMatching(/^model\/mail\.yaml:\d+:\d+: .*statless/)]);
    expect(shown('linchpin.health')).toBe('0');

    // Nobody says so: the file is looked at.
    folder.write('model/mail.yaml', smallModel.replace('name: Storage', 'name: Files'));
    await daemon.until(() => shown('linchpin.model.refused') === '0', 'the end of the refusal');
    expect(shown('linchpin.health')).toBe('1');
    expect((await daemon.stop()).status).toBe(0);
  });

  it('goes on where a changed model needs what is not in Zabbix, and says what to do', async () => {
    const second = 'systems: { mail: { subsystems: [storage] }, post: { subsystems: [post] } }';
    folder.write(
      'model/mail.yaml',
      smallModel
        .replace('subsystems:', 'subsystems:\n  post: { pods: [storage] }')
        .replace('system: { id: mail, name: Corporate mail }', second),
    );
    daemon.child.kill('SIGHUP');
    await daemon.until(() => shown('linchpin.health') === '0', 'that Linchpin is not well');
    await daemon.says('host \\"Linchpin post\\"');
    expect(shown('linchpin.model.refused')).toBe('0');
    expect((await daemon.stop()).status).toBe(0);
  });

  it('that is started anew on a broken model refuses to start', async () => {
    folder.write('model/mail.yaml', 'pods: 7');
    daemon.child.kill('SIGHUP');
    await daemon.says('is refused');
    await daemon.stop();
    expect((await folder.run(['run'], environment())).status).toBe(2);
  });
});
