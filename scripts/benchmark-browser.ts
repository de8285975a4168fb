import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import type { Browser, Page } from 'playwright-core';

import type { Board } from '../src/app/answers/board.ts';
import type { CycleReport } from '../src/app/cycle.ts';
import type { Settings } from '../src/config/settings.ts';
import { soundHealth } from '../src/domain/health.ts';
import type { HealthReport } from '../src/domain/health.ts';
import type { World } from '../src/evaluate.ts';
import { Stopwatch, row } from './benchmark/measure.ts';
import { largeWorld, reportOf, servePage, withSettings } from './benchmark/served-page.ts';
import { healthIn } from './benchmark/weather.ts';
import { startBrowser } from './zabbix-pages.ts';

const rounds = 7;
const changing = 500;

const lines: readonly (readonly [string, string])[] = [
  ['fetch', 'yardstick: the browser fetches and parses the state'],
  ['first list', 'a new window: until the first incident can be read'],
  ['subsystem', 'from the system to its fullest subsystem, drawn'],
  ['incidents', `${String(changing)} containers change: shown in the list of incidents`],
  ['map', 'the same, on the map of the fullest subsystem'],
];

/**
 * Measures what who watches waits for, in a real Chromium, on installations in the proportions of the reference one and
 * ten times as large, in a storm. The yardstick of each line is what any page would have to do: fetching the state and
 * parsing it, in the same browser and run. The argument is the largest number of containers (20000).
 */
async function main(largest: number): Promise<void> {
  const browser = await startBrowser();
  try {
    await withSettings(async (settings) => {
      for (const containers of [2_000, 20_000].filter((count) => count <= largest)) {
        const world = largeWorld(settings, containers);
        process.stdout.write(`${(await measure(browser, settings, world)).toString()}\n`);
      }
    });
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, settings: Settings, world: World): Promise<Table.Table> {
  const page = { folder: fileURLToPath(new URL('../page', import.meta.url)), language: 'en' };
  const { board, server } = await servePage(settings, page);
  const watch = new Stopwatch();
  const cycles = new Cycles(board, world);
  const at = (query: string): string => `http://127.0.0.1:${String(server.port)}/${query}`;
  const map = `?view=map&node=${encodeURIComponent(fullestSubsystem(world))}`;
  for (let round = 0; round < rounds; round += 1) {
    await inWindow(browser, async (window) => {
      await watch.time('first list', async () => {
        await window.goto(at(''));
        await window.waitForSelector('.incident');
      });
      await watch.time('fetch', () =>
        window.evaluate(`fetch('api/v1/state').then((reply) => reply.json()).then(() => 0)`),
      );
      await watch.time('incidents', await cycles.change(window));
      await window.goto(at('?view=map'));
      await window.waitForSelector('.map canvas');
      await watch.time('subsystem', async () => {
        await window.evaluate(
          `history.pushState(null, '', ${JSON.stringify(map)}); dispatchEvent(new PopStateEvent('popstate'))`,
        );
        await window.waitForFunction(isDrawn(fullestSubsystem(world)));
      });
      await watch.time('map', await cycles.change(window));
    });
  }
  await server.close();
  await board.close();
  const fetched = watch.of('fetch').median;
  const table = new Table({ head: ['', 'median ms', 'range', 'fetches'], style: { head: [], border: [] } });
  for (const [name, words] of lines) {
    const measured = watch.of(name);
    table.push(row(words, measured, (measured.median / fetched).toFixed(1)));
  }
  return table;
}

/** A window of its own has nothing in its cache. */
async function inWindow(browser: Browser, look: (window: Page) => Promise<void>): Promise<void> {
  // Waiting for a condition evaluates it, which the page's own policy forbids.
  const context = await browser.newContext({
    bypassCSP: true,
    locale: 'en-GB',
    viewport: { width: 1600, height: 1000 },
  });
  try {
    await look(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Tells the board of one cycle after the other; each changes as many containers. */
class Cycles {
  readonly #board: Board;
  readonly #world: World;
  readonly #storms: readonly [HealthReport, HealthReport];
  #told = 0;

  constructor(board: Board, world: World) {
    const storm = healthIn('storm', world.graph);
    this.#board = board;
    this.#world = world;
    this.#storms = [storm, turned(storm)];
    board.note(this.#next());
  }

  /** Judges the next cycle; gives what tells the board of it, and waits until the window says that it shows how it was then. */
  async change(window: Page): Promise<() => Promise<void>> {
    await window.waitForSelector('footer > p');
    const before = await window.textContent('footer > p');
    const report = this.#next();
    return async () => {
      this.#board.note(report);
      await window.waitForFunction(`document.querySelector('footer > p').textContent !== ${JSON.stringify(before)}`);
    };
  }

  #next(): CycleReport {
    const storm = this.#storms[this.#told % 2] ?? this.#storms[0];
    this.#told += 1;
    return reportOf(this.#world, { ...storm, at: storm.at + 60 * this.#told });
  }
}

/** The same, but for the first containers: those that were sound are in trouble as others are, and those in trouble sound. */
function turned(storm: HealthReport): HealthReport {
  const troubled = storm.containers.filter((own) => own !== soundHealth);
  const containers = storm.containers.map((own, index) => {
    if (index >= changing) return own;
    return own === soundHealth ? (troubled[index % troubled.length] ?? own) : soundHealth;
  });
  return { ...storm, containers };
}

function fullestSubsystem({ graph }: World): string {
  const [fullest] = [...graph.model.subsystems].sort((one, other) => other.pods.length - one.pods.length);
  if (fullest === undefined) throw new Error('the model has no subsystem');
  return fullest.id;
}

/** Once the pods of the subsystem are on the canvas, which they are not before they have their places. */
function isDrawn(subsystem: string): string {
  const address = JSON.stringify(encodeURIComponent(subsystem));
  return `location.search.includes(${address}) && document.querySelector('.map')?._cyreg?.cy.nodes('[id ^= "pod/"]').length > 0`;
}

await main(Number(process.argv[2] ?? 20_000));
