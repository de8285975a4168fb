import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFolder } from './command.ts';
import { FakeZabbix } from './fake-zabbix.ts';
import { smallModel } from './small-model.ts';
import { ZabbixOfMail } from './zabbix-of-mail.ts';

/** All that commands need to run as people run them: a folder with a model, and a fake Zabbix, provisioned, of its installation. */
export class CommandSite {
  readonly folder = new CommandFolder();
  readonly fake: FakeZabbix;
  readonly zabbix: ZabbixOfMail;

  private constructor(fake: FakeZabbix) {
    this.fake = fake;
    this.zabbix = new ZabbixOfMail(fake);
  }

  static async start(model = smallModel): Promise<CommandSite> {
    const site = new CommandSite(await FakeZabbix.start());
    mkdirSync(join(site.folder.path, 'model'));
    site.folder.write('model/mail.yaml', model);
    site.zabbix.provision();
    return site;
  }

  /** Says to a command where all of it is. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ZABBIX_URL: this.fake.url,
      ZABBIX_TOKEN: this.fake.token,
      LINCHPIN_ZABBIX_TRAPPER: this.fake.trapper,
      LINCHPIN_STORE_SQLITE: join(this.folder.path, 'linchpin.db'),
      LINCHPIN_MODEL: 'model',
    };
  }

  /** Both containers report that they run. */
  bothRun(): void {
    for (const number of [1, 2]) this.zabbix.sees(`mail-vm-${number}`, `storage-${number}`, 1);
  }

  async stop(): Promise<void> {
    await this.fake.stop();
    this.folder.remove();
  }
}
