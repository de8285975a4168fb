import type { Settings } from '../config/settings.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { World } from '../evaluate.ts';
import { compileMapping } from '../observe/compile.ts';
import type { CompiledMapping } from '../observe/compile.ts';
import { withPresets } from '../observe/presets.ts';
import { worldOf } from './world.ts';

/** What depends on the model: the world that cycles judge, and what of Zabbix stands for its signals. */
interface Scene {
  readonly settings: Settings;
  readonly world: World;
  readonly compiled: CompiledMapping;
}

/** Settings and model in force while the process runs. Whoever uses them asks for them anew each time, and so sees them change at once. */
export class LiveWorld {
  #scene: Scene;

  constructor(settings: Settings, graph: ServiceGraph) {
    this.#scene = sceneOf(settings, graph);
  }

  get settings(): Settings {
    return this.#scene.settings;
  }

  get world(): World {
    return this.#scene.world;
  }

  get compiled(): CompiledMapping {
    return this.#scene.compiled;
  }

  /** Puts another model in force: the cycle that reads next judges by it, and what is remembered of its nodes stays. */
  swap(graph: ServiceGraph, settings: Settings = this.settings): void {
    this.#scene = sceneOf(settings, graph);
  }
}

/** The configured signals, the site's own lines before the presets, made ready for a model. */
export function compileSignals({ signals }: Settings, graph: ServiceGraph): CompiledMapping {
  return compileMapping(withPresets(signals.own, signals.presets), graph);
}

function sceneOf(settings: Settings, graph: ServiceGraph): Scene {
  return { settings, world: worldOf(settings, graph), compiled: compileSignals(settings, graph) };
}
