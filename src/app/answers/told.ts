import type { Language } from '../../domain/language.ts';
import type { Result } from '../../domain/result.ts';
import type { World } from '../../evaluate.ts';
import { toResult } from '../../report/to-result.ts';
import type { State } from '../../twin/state.ts';
import { wording } from '../../words/wording.ts';

/** The same in other languages, each made once, so that what was found out about it can be kept by it. */
type Translations<Thing extends object> = WeakMap<Thing, Map<Language, Thing>>;

const worlds: Translations<World> = new WeakMap();
const results: Translations<Result> = new WeakMap();

/** The same state, its texts in a language. */
export function stateIn(language: Language, state: State): State {
  if (state.world.language === language) return state;
  const { verdicts, incidents, memory } = state;
  const world = known(worlds, [state.world, language], () => ({ ...state.world, language }));
  const { graph } = world;
  const plans = memory.recovery?.plans ?? [];
  const told = { graph, verdicts, incidents, plans, wording: wording(language, graph) };
  return { ...state, world, result: known(results, [state.result, language], () => toResult(told)) };
}

function known<Thing extends object>(
  translations: Translations<Thing>,
  [thing, language]: readonly [Thing, Language],
  make: () => Thing,
): Thing {
  const ofThing = translations.get(thing) ?? new Map<Language, Thing>();
  translations.set(thing, ofThing);
  const made = ofThing.get(language) ?? make();
  ofThing.set(language, made);
  return made;
}
