import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import Table from 'cli-table3';

import { ZabbixClient } from '../src/zabbix/client.ts';
import { TrapperSender } from '../src/zabbix/sender.ts';
import { FaultSite, until } from './benchmark/fault-site.ts';
import { LinchpinAtSite, shownOn } from './benchmark/linchpin-at-site.ts';
import { Stopwatch, row } from './benchmark/measure.ts';
import { random } from './benchmark/random.ts';

/** What was asked for on the command line. */
interface Choice {
  readonly faults: number;
  readonly every: number;
  readonly debounce: string;
}

/**
 * Measures how long it takes from a value that reaches Zabbix to the derived problem in Zabbix, woken (`docs/wake.md`)
 * and by the timetable alone, each beside Zabbix's own tree of services over the same fault. It makes a host, a trigger
 * and services of its own, provisions and runs Linchpin as its user does, and removes all of it again. ZABBIX_URL,
 * ZABBIX_TOKEN_FILE and LINCHPIN_ZABBIX_TRAPPER name the Zabbix (`eval "$(scripts/zabbix env)"`).
 */
async function main({ faults, every, debounce }: Choice): Promise<void> {
  const { ZABBIX_URL: url, ZABBIX_TOKEN_FILE: file, LINCHPIN_ZABBIX_TRAPPER: trapper } = process.env;
  if (!url || !file || !trapper) throw new Error('No Zabbix is named: eval "$(scripts/zabbix env)" first');
  const credentials = { kind: 'token', token: readFileSync(file, 'utf8').trim() } as const;
  const client = new ZabbixClient({ url, credentials });
  const { version, connectors } = await client.adapter();
  const faultSite = new FaultSite(client, new TrapperSender({ nodes: [trapper] }));
  const linchpin = new LinchpinAtSite();
  const watch = new Stopwatch();
  try {
    await faultSite.make();
    // Polling is so rare here that what is measured can only be the hint.
    await linchpin.start({ every: '5m', debounce });
    await measure({ faultSite, watch, faults, pause: 4, name: 'woken' });
    await linchpin.stop();
    await linchpin.start({ every: `${every}s` });
    await measure({ faultSite, watch, faults, pause: every, name: 'polled' });
  } finally {
    await linchpin.remove();
    await faultSite.remove();
    client.close();
  }
  process.stdout.write(`Zabbix ${version}, ${faults} faults each way\n`);
  const by = `${connectors ? 'connector' : 'webhook'}, debounce ${debounce}`;
  print(watch, { every, woken: connectors ? 2 : 4, by });
}

interface Round {
  readonly faultSite: FaultSite;
  readonly watch: Stopwatch;
  readonly faults: number;
  /** Faults come at any time of a period as long as this, in seconds: of the timetable, or of what sends hints. */
  readonly pause: number;
  readonly name: string;
}

async function measure({ faultSite, watch, faults, pause, name }: Round): Promise<void> {
  const next = random(faults);
  const both = (isShown: boolean, isTimed: boolean): Promise<unknown> => {
    const seen = (by: string, look: () => Promise<boolean>): Promise<unknown> => {
      const wait = (): Promise<number> => until(`${by} shows it`, async () => (await look()) === isShown);
      return isTimed ? watch.time(by, wait) : wait();
    };
    return Promise.all([
      seen(name, () => faultSite.showsByLinchpin(shownOn)),
      seen(`services while ${name}`, () => faultSite.showsByServices()),
    ]);
  };
  // Zabbix's server reads what was provisioned in its own time, and until then sends no hint.
  await until('a fault is shown by Linchpin', async () => {
    await faultSite.send(1);
    await sleep(2000);
    await faultSite.send(0);
    await sleep(1000 * (pause + 4));
    return faultSite.showsByLinchpin(shownOn);
  });
  for (let fault = 0; fault < faults; fault += 1) {
    await Promise.all([faultSite.send(1), both(false, false)]);
    await sleep(1000 + 1000 * pause * next());
    await Promise.all([faultSite.send(0), both(true, true)]);
    await sleep(1000 + 1000 * pause * next());
  }
}

interface Goals {
  readonly every: number;
  readonly woken: number;
  readonly by: string;
}

function print(watch: Stopwatch, { every, woken, by }: Goals): void {
  const table = new Table({ head: ['', 'median ms', 'least–most', ''], style: { head: [], border: [] } });
  const native = `  Zabbix's own services, same faults`;
  table.push(
    row(`woken (${by})`, watch.of('woken'), `goal: ${woken} s`),
    row(native, watch.of('services while woken')),
    row(`polled every ${every} s`, watch.of('polled'), 'goal: one interval'),
    row(native, watch.of('services while polled')),
  );
  process.stdout.write(`${table.toString()}\n`);
}

const { values: flags } = parseArgs({
  options: {
    faults: { type: 'string', default: '9' },
    every: { type: 'string', default: '10' },
    // As docs/wake.md advises for 6.0.
    debounce: { type: 'string', default: '100ms' },
  },
});
await main({ ...flags, faults: Number(flags.faults), every: Number(flags.every) });
