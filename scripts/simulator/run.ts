import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrapperNode } from '../../src/zabbix/trapper-node.ts';
import { nodeText } from '../../src/zabbix/trapper-node.ts';
import { listen } from './control.ts';
import { Feed } from './feed.ts';
import type { Installation } from './installation.ts';
import { linesOf } from './lines.ts';
import { Simulation } from './simulation.ts';

/** How to run: `control` with port 0 takes any free one. */
export interface RunOptions {
  readonly interval: number;
  readonly seed: number;
  readonly trapper: TrapperNode;
  readonly control: { readonly host: string; readonly port: number };
  readonly say: (line: string) => void;
}

/** Where the address of the control port is written while a simulation runs, under the current folder. */
export const controlFile = join('.linchpin', 'mail-sim-control');

const minuteMs = 60_000;

/** Feeds Zabbix until `quit`, SIGINT or SIGTERM. */
export async function run(installation: Installation, options: RunOptions): Promise<void> {
  const { interval, say } = options;
  const lines = linesOf(installation);
  const feed = new Feed(lines, options.trapper, say);
  const stop = new AbortController();
  const quit = (): void => {
    stop.abort();
  };
  const simulation: Simulation = new Simulation(installation, options, {
    offer: (state) => feed.offer(state),
    say,
    tickNow: () => simulation.tick(Date.now() / 1000),
    quit,
  });
  const { server, at } = await listen(options.control, (words) => simulation.obey(words));
  mkdirSync(dirname(controlFile), { recursive: true });
  writeFileSync(controlFile, `${at}\n`);
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  say(
    `Feeding ${lines.length} items of ${installation.containers.length} containers to ${nodeText(options.trapper)} every ${interval} s; control: ${at}.`,
  );
  try {
    await tickUntil(stop.signal, { simulation, feed, options });
  } finally {
    rmSync(controlFile, { force: true });
    server.close();
    say(`Stopped. Since the last report: ${feed.summary()}.`);
  }
}

interface Ticking {
  readonly simulation: Simulation;
  readonly feed: Feed;
  readonly options: RunOptions;
}

async function tickUntil(stopped: AbortSignal, { simulation, feed, options }: Ticking): Promise<void> {
  let reportAt = Date.now();
  let sending = simulation.tick(Date.now() / 1000);
  await sending;
  while (!stopped.aborted) {
    if (Date.now() >= reportAt && !feed.isRefused) {
      options.say(`${feed.summary()}.`);
      reportAt = Date.now() + minuteMs;
    }
    // Ticks stand at whole multiples of the interval, so that errors spread by whole ticks. Until Zabbix knows the
    // items there is nothing to be on time for: try every second.
    const intervalMs = feed.isRefused ? 1000 : options.interval * 1000;
    const next = (Math.floor(Date.now() / intervalMs) + 1) * intervalMs;
    await sleep(next - Date.now(), undefined, { signal: stopped }).catch(() => undefined);
    // A tick does not wait for the one before: the feed keeps only the newest.
    sending = simulation.tick(next / 1000);
  }
  await sending;
}
