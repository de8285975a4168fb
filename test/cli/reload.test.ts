import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandFolder } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import { Daemon } from '../support/daemon.ts';
import { smallModel } from '../support/small-model.ts';

let site: CommandSite;
let folder: CommandFolder;
let daemon: Daemon;

const environment = (): NodeJS.ProcessEnv => ({ ...site.environment, LINCHPIN_SCHEDULE_EVERY: '1h' });
const shown = (key: string): string | undefined => site.zabbix.sent(key).at(-1)?.value;

beforeEach(async () => {
  site = await CommandSite.start();
  ({ folder } = site);
  site.bothRun();
  daemon = new Daemon(folder.start(['run'], environment()));
  await daemon.until(() => shown('linchpin.model.refused') === '0', 'the first cycle');
});
afterEach(async () => {
  await daemon.kill();
  await site.stop();
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
