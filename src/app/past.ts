import type { Settings } from '../config/settings.ts';
import { storeName } from '../config/settings.ts';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { completeModel, declareModel } from '../model/read-model.ts';
import type { ModelInForce, StateThen, Store } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { stateThen } from '../twin/past.ts';
import type { State } from '../twin/state.ts';
import { modelOfParts } from './model-records.ts';
import { mistakesOf } from './sound-model.ts';
import { worldOf } from './world.ts';

/** The state of a time, and what was left out around it, if nothing was judged then. */
export interface Then extends Pick<StateThen, 'gap'> {
  readonly state: State;
}

/** What was left out around the time of a state, as JSON; nothing where cycles judged then. */
export function gapDocument({ gap }: Pick<Then, 'gap'>): {
  readonly gap?: { readonly from: string; readonly until?: string };
} {
  if (gap === undefined) return {};
  return { gap: { from: toIso(gap.from), ...(gap.until !== undefined && { until: toIso(gap.until) }) } };
}

const mostKept = 3;

type Parts = ModelInForce['parts'];

interface Compiled {
  readonly parts: Parts;
  readonly graph: ServiceGraph;
}

function areSame(one: Parts, other: Parts): boolean {
  return one.size === other.size && [...one].every(([part, text]) => other.get(part) === text);
}

/** The states of times before, from the history in a store. Models that were in force are compiled once. */
export class Past {
  readonly #settingsNow: () => Settings;
  /** Oldest first; by their parts, since another model may have come into force at the same time. */
  #compiled: readonly Compiled[] = [];

  /** It is told in the language and with the severities of now, whatever they were then. */
  constructor(settingsNow: () => Settings) {
    this.#settingsNow = settingsNow;
  }

  /** The state of a time, with the model that was in force then; rejects with `WorldError` where nothing is known of it. */
  async at(store: Pick<Store, 'stateAt'>, at: Instant): Promise<Then> {
    const past = await store.stateAt(at);
    if (past === undefined) throw this.#nothingKnown(at);
    const { gap, model } = past;
    return { state: stateThen(worldOf(this.#settingsNow(), this.#graphOf(model)), past), ...(gap && { gap }) };
  }

  #graphOf(model: ModelInForce): ServiceGraph {
    const { parts } = model;
    const known = this.#compiled.find((one) => areSame(one.parts, parts));
    if (known !== undefined) return known.graph;
    const graph = this.#compile(model);
    this.#compiled = [...this.#compiled, { parts, graph }].slice(-mostKept);
    return graph;
  }

  #compile({ since, ...record }: ModelInForce): ServiceGraph {
    const { files, taken } = modelOfParts(record);
    const { model, findings } = completeModel(declareModel(files), taken);
    if (model !== undefined) return buildGraph(model);
    const [mistake] = mistakesOf(findings);
    throw new WorldError(
      'E422',
      `The model that was in force from ${toIso(since)} on, as the store ${storeName(this.#settingsNow().store)} holds it, is none for this version of Linchpin: ${mistake ?? ''}. Ask the version of that time.`,
    );
  }

  #nothingKnown(at: Instant): WorldError {
    const { store } = this.#settingsNow();
    return new WorldError(
      'E421',
      `The store ${storeName(store)} knows nothing of ${toIso(at)}: no cycle judged then, or that was longer ago than \`store.keep\`.`,
    );
  }
}
