import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { CommandFolder } from './command.ts';
import { CommandSite } from './command-site.ts';
import { Daemon } from './daemon.ts';
import { methods } from './fake-zabbix-methods.ts';
import type { Row } from './fake-zabbix-state.ts';

/** A store and its callers, so that a fault has symptoms, and functions that are lost and impaired by it. */
const model = `
system: { id: mail, name: Corporate mail }
subsystems:
  storage:
    name: Storage
    pods: [storage]
    functions:
      read: { name: Read files }
  calendar:
    name: Calendar
    pods: [calendar]
    functions:
      events: { name: See events }
pods:
  storage: { name: File store, kind: stateless, replicas: 2, containers: "storage-{replica}" }
  calendar: { name: Calendar API, kind: stateless, replicas: 2, calls: [storage], containers: "calendar-{replica}" }
servers:
  vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1 } }, tags: { rack: r1 } }
  vm-2: { name: mail-vm-2, tags: { rack: r2 } }
containers:
  - { name: storage-1, server: vm-1, disks: [data1] }
  - { name: storage-2, server: vm-2 }
  - { name: calendar-1, server: vm-1 }
  - { name: calendar-2, server: vm-2 }
rules:
  status: { for: 0s }
  errors: { rate: 1/min, burst: 3 }
`;

const configuration = `
signals:
  presets: [docker-agent2]
  items:
    - { key: "app.errors[{container}]", signal: errors }
`;

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser to try the page in; CI has one. */
export const hasBrowser = existsSync(executablePath);
if (!hasBrowser)
  process.stderr.write(`The page is NOT tried: there is no browser at ${executablePath} (scripts/setup --for-tests)\n`);

/** What is written besides, in a folder. */
type Written = (folder: CommandFolder) => { readonly inModel?: string; readonly inConfiguration?: string };

/** A daemon that serves its page over a fake Zabbix, with cycles of a second, and a real browser. */
export class PageSite {
  readonly site: CommandSite;
  readonly daemon: Daemon;
  readonly browser: Browser;
  /** What browsers complained of so far, such as breaches of the page's own policy. */
  readonly complaints: string[] = [];
  readonly #pages: Page[] = [];

  private constructor(site: CommandSite, daemon: Daemon, browser: Browser) {
    this.site = site;
    this.daemon = daemon;
    this.browser = browser;
  }

  /** With more in its environment, and more written in its model and its configuration. */
  static async start(more: NodeJS.ProcessEnv = {}, written: Written = () => ({})): Promise<PageSite> {
    const site = await CommandSite.start(model);
    const { inModel = '', inConfiguration = '' } = written(site.folder);
    site.folder.write('model/more.yaml', inModel);
    site.folder.write('linchpin.yaml', `${configuration}${inConfiguration}`);
    for (const number of [1, 2]) {
      const host = [...site.fake.state.hosts.values()].find((row) => row['host'] === `mail-vm-${number}`);
      for (const key of [`docker.container_info.state.running[calendar-${number}]`, `app.errors[calendar-${number}]`]) {
        const item: Row = { hostid: String(host?.['hostid']), key_: key, name: key, type: 2, value_type: 3 };
        methods['item.create']?.(site.fake.state, item);
      }
      site.zabbix.sees(`mail-vm-${number}`, `calendar-${number}`, 1);
      site.fake.state.receive({ host: `mail-vm-${number}`, key: `app.errors[calendar-${number}]`, value: 0 });
    }
    site.bothRun();
    const environment = {
      ...site.environment,
      LINCHPIN_SCHEDULE_EVERY: '1s',
      LINCHPIN_SCHEDULE_JITTER: '0s',
      LINCHPIN_HTTP_LISTEN: '127.0.0.1:0',
      ...more,
    };
    const daemon = new Daemon(site.folder.start(['run'], environment));
    await daemon.until(() => site.zabbix.sent('linchpin.heartbeat').length > 0, 'the first cycle');
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-sync'],
    });
    return new PageSite(site, daemon, browser);
  }

  get url(): string {
    const told = this.daemon.log.find(({ msg }) => msg === 'linchpin serves HTTP');
    return `http://127.0.0.1:${String(told?.['port'])}${String(told?.['basePath'])}`;
  }

  /** Opens the page at a place, as a reader with these wishes, and waits until it shows something. */
  async open(query: string, reader: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...reader });
    const page = await context.newPage();
    this.#pages.push(page);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    await page.goto(`${this.url}${query}`);
    await page.waitForSelector('h1');
    return page;
  }

  /** Closes the pages that are open. */
  async leave(): Promise<void> {
    for (const page of this.#pages.splice(0)) await page.context().close();
  }

  /** Containers of the file store run, or do not any more. */
  storageRuns(running: 0 | 1, ...numbers: readonly number[]): void {
    for (const number of numbers) this.site.zabbix.sees(`mail-vm-${number}`, `storage-${number}`, running);
  }

  /** The calendar counts errors. */
  calendarErrors(value: number): void {
    for (const number of [1, 2]) {
      this.site.fake.state.receive({ host: `mail-vm-${number}`, key: `app.errors[calendar-${number}]`, value });
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.daemon.kill();
    await this.site.stop();
  }
}
