import type { Language } from '../../domain/language.ts';
import type { World } from '../../evaluate.ts';
import { toResult } from '../../report/to-result.ts';
import type { State } from '../../twin/state.ts';
import { wording } from '../../words/wording.ts';

const worlds = new WeakMap<World, Map<Language, World>>();

/** The same world in another language: each time the same one, so that what was found out about it can be kept by it. */
function worldIn(language: Language, world: World): World {
  const known = worlds.get(world) ?? new Map<Language, World>();
  worlds.set(world, known);
  const told = known.get(language) ?? { ...world, language };
  known.set(language, told);
  return told;
}

/** The same state, its texts in a language. */
export function stateIn(language: Language, state: State): State {
  if (state.world.language === language) return state;
  const world = worldIn(language, state.world);
  const { graph } = world;
  const { verdicts, incidents, memory } = state;
  const plans = memory.recovery?.plans ?? [];
  const result = toResult({ graph, verdicts, incidents, plans, wording: wording(language, graph) });
  return { ...state, world, result };
}
