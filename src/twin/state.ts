import type { Instant } from '../domain/instant.ts';
import { emptyMemory } from '../domain/memory.ts';
import type { Memory } from '../domain/memory.ts';
import { conclude, evaluate } from '../evaluate.ts';
import type { Conclusion, World } from '../evaluate.ts';
import { healthyReport } from './healthy.ts';

/** A state of the installation that questions are asked about, with the memory on which they are answered. */
export interface State extends Conclusion {
  readonly world: World;
  readonly memory: Pick<Memory, 'incidents' | 'verdicts'> & Partial<Pick<Memory, 'recovery'>>;
}

/** The state in which every declared replica works (semantics 7). */
export function healthyState(world: World, at: Instant): State {
  const conclusion = conclude(world, healthyReport(world.graph, at), emptyMemory);
  return { ...conclusion, world, memory: { incidents: emptyMemory.incidents, verdicts: conclusion.verdicts } };
}

/** The state that a memory holds, as of the cycle that left it: that cycle again, with nothing new to observe. */
export function rememberedState(world: World, memory: Memory, at: Instant): State {
  return { ...evaluate(world, memory, { at, observations: [], intervals: new Map() }), world };
}
