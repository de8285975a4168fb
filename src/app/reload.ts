import pLimit from 'p-limit';
import { configurationPlaces, modelFiles } from '../config/load.ts';
import type { Settings } from '../config/settings.ts';
import type { NodeId } from '../domain/node.ts';
import { marked } from '../domain/errors/catalogue.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { WorldError } from '../ports.ts';
import type { App } from './compose.ts';
import type { AdjustableLog } from './log.ts';
import { isSame } from './settings-in-force.ts';
import { loadSettingsOnly, loadSetup } from './setup.ts';
import type { Origin, Setup } from './setup.ts';
import { mistakesOf } from './sound-model.ts';

/** What reading configuration and model anew needs. */
export interface ReloadParts {
  readonly origin: Origin;
  /** What the process was started with. */
  readonly setup: Setup;
  readonly app: Pick<App, 'adopt' | 'own'>;
  readonly log: AdjustableLog;
  /** Starts a cycle, before which `apply` is called. */
  readonly wake: () => void;
}

/** What reading found: everything to go on with, or all that is wrong. */
type Read = { readonly setup: Setup } | { readonly mistakes: readonly string[] } | { readonly fault: unknown };

/**
 * Reads configuration and model anew while cycles run. What is good comes into force between two cycles; what is not is
 * told once with all its mistakes, what was in force stays, and Zabbix shows the refusal until something good is read.
 */
export class Reload {
  readonly #parts: ReloadParts;
  readonly #oneAtATime = pLimit(1);
  #inForce: Setup;
  #folder: string | undefined;
  #found: Read | undefined;
  /** Those of the refusal that lasts. */
  #toldMistakes: readonly string[] = [];

  constructor(parts: ReloadParts) {
    this.#parts = parts;
    this.#inForce = parts.setup;
    this.#folder = parts.setup.settings.model;
  }

  /** The files that configuration and model come from now; of a configuration that was refused, those that it names. */
  async files(): Promise<readonly string[]> {
    const model = this.#folder === undefined ? [] : await modelFiles(this.#folder).catch(() => []);
    return [...configurationPlaces(this.#parts.origin.config), ...model];
  }

  /** Reads all anew and wakes a cycle for it; `because` says who asks for it. */
  async read(because: string): Promise<void> {
    await this.#oneAtATime(async () => {
      this.#parts.log.info({ because }, 'configuration and model are read anew');
      this.#found = await this.#readAll();
    });
    this.#parts.wake();
  }

  /** Puts what was read in force, to be called between cycles; says whether model or configuration are others now. */
  apply(): boolean {
    const found = this.#found;
    this.#found = undefined;
    if (found === undefined) return false;
    if ('fault' in found) {
      this.#outlive(found.fault);
      return false;
    }
    if ('mistakes' in found) {
      this.#refuse(found.mistakes);
      return false;
    }
    return this.#take(found.setup);
  }

  async #readAll(): Promise<Read> {
    const { origin } = this.#parts;
    try {
      const { settings } = await loadSettingsOnly(origin);
      this.#folder = settings?.model ?? this.#folder;
      const { setup, findings } = await loadSetup(origin, { store: true, http: true, wake: true, recovery: true });
      return setup === undefined ? { mistakes: mistakesOf(findings) } : { setup };
    } catch (error) {
      return error instanceof WorldError ? { mistakes: [marked(error.message, error.code)] } : { fault: error };
    }
  }

  // Ending would take from people what still runs as well as before.
  #outlive(fault: unknown): void {
    const { app, log } = this.#parts;
    app.own.isModelRefused = true;
    log.error(
      { err: fault, code: 'E901' },
      'a fault of Linchpin itself in reading anew; configuration and model stay as they were',
    );
  }

  #refuse(mistakes: readonly string[]): void {
    const { app, log } = this.#parts;
    app.own.isModelRefused = true;
    const isTold = isSame(mistakes, this.#toldMistakes);
    this.#toldMistakes = mistakes;
    if (isTold) log.info({ mistakes: mistakes.length }, 'what was read has the mistakes that were told before');
    else
      log.error(
        { mistakes },
        'what was read is refused; configuration and model stay as they were: correct the mistakes',
      );
  }

  #take(setup: Setup): boolean {
    const { app, log } = this.#parts;
    if (isSameSetup(setup, this.#inForce)) {
      this.#accept('nothing has changed', {});
      return false;
    }
    const adoption = app.adopt(setup);
    if ('findings' in adoption) {
      this.#refuse(mistakesOf(adoption.findings));
      return false;
    }
    this.#inForce = setup;
    log.level = setup.settings.log.level;
    const { before, now, waiting } = adoption;
    this.#accept('what was read is in force', { containers: now.containers.size });
    if (waiting.length > 0) log.warn({ settings: waiting }, 'these settings have changed and wait for a restart');
    const { added, left } = differences(before, now);
    if (added.length + left.length > 0) {
      log.warn(
        { added, left },
        'the model has other systems, subsystems, pods or functions: run linchpin provision, so that services, maps and dashboards show them too',
      );
    }
    return true;
  }

  #accept(message: string, facts: Readonly<Record<string, unknown>>): void {
    const { own } = this.#parts.app;
    this.#parts.log.info({ ...facts, ...(own.isModelRefused && { wasRefused: true }) }, message);
    own.isModelRefused = false;
    this.#toldMistakes = [];
  }
}

function isSameSetup(a: Setup, b: Setup): boolean {
  return isSame([comparable(a.settings), a.sources], [comparable(b.settings), b.sources]);
}

/** Where in a file something stands says nothing. */
function comparable({
  zabbix,
  storeFindings: _,
  httpFindings: __,
  wakeFindings: ___,
  recoveryFindings: ____,
  ...settings
}: Settings): unknown {
  return [settings, zabbix.settings];
}

/** The nodes of which Zabbix shows more than values. */
function differences(
  before: ServiceGraph,
  now: ServiceGraph,
): { readonly added: readonly NodeId[]; readonly left: readonly NodeId[] } {
  const [old, present] = [shownNodes(before), shownNodes(now)];
  return {
    added: [...present].filter((id) => !old.has(id)),
    left: [...old].filter((id) => !present.has(id)),
  };
}

function shownNodes({ systems, subsystems, pods, functions }: ServiceGraph): ReadonlySet<NodeId> {
  return new Set([systems, subsystems, pods, functions].flatMap((nodes) => [...nodes.keys()]));
}
