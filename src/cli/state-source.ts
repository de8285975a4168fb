import { offlineWorld } from '../app/offline-world.ts';
import { modelInForce } from '../app/model-in-force.ts';
import { loadModelAndSettings, loadModelOnly } from '../app/setup.ts';
import type { LoadedGraph } from '../app/setup.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import { Replay } from '../twin/replay.ts';
import { healthyState, rememberedState } from '../twin/state.ts';
import type { State } from '../twin/state.ts';
import type { CommonOptions } from './command-line.ts';
import { tellFindings } from './findings-text.ts';
import { replayFile } from './replay-file.ts';
import type { Terminal } from './terminal.ts';

/** Which state is asked about: a healthy installation, what the last cycle stored, or what a replay of observations ends in. */
export type StateWish =
  | { readonly kind: 'healthy' }
  | { readonly kind: 'stored' }
  | {
      readonly kind: 'replayed';
      readonly observations: string;
      readonly interval: Duration;
      readonly until?: Instant | undefined;
      readonly onProgress: OnProgress;
    };

/** The state that a command asks about; says what is wrong where model or configuration are not usable. */
export async function stateOrTell(
  common: CommonOptions,
  terminal: Terminal,
  wish: StateWish,
): Promise<State | undefined> {
  const origin = { ...common, env: process.env };
  const loaded = await (wish.kind === 'stored' ? loadModelAndSettings(origin) : loadModelOnly(origin));
  tellFindings(loaded.findings, terminal);
  const { graph } = loaded;
  if (graph === undefined) return undefined;
  return stateIn({ ...loaded, graph: await modelInForce({ ...loaded, graph }) }, terminal, wish);
}

type Loaded = LoadedGraph & Required<Pick<LoadedGraph, 'graph'>>;

async function stateIn({ graph, settings }: Loaded, terminal: Terminal, wish: StateWish): Promise<State | undefined> {
  const spoken = settings === undefined ? {} : { language: settings.language };
  switch (wish.kind) {
    case 'healthy':
      return healthyState(offlineWorld(graph, spoken), Math.floor(Date.now() / 1000));
    case 'replayed': {
      const { observations: file, interval, until, onProgress } = wish;
      const world = offlineWorld(graph, { ...spoken, interval });
      return { ...(await replayFile(new Replay(world, interval), { file, terminal }, { until, onProgress })), world };
    }
    case 'stored': {
      if (settings === undefined) return undefined;
      // Loaded when needed: the database's client takes long to load.
      const [{ readLastMemory }, { worldOf }] = await Promise.all([
        import('../app/read-store.ts'),
        import('../app/world.ts'),
      ]);
      const { memory, at } = await readLastMemory(settings);
      return rememberedState(worldOf(settings, graph), memory, at);
    }
  }
}
