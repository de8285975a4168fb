import type { RecoveryMemory } from '../domain/recovery.ts';
import type { RecoveryInput, RecoveryTurn } from './input.ts';

/** Decides what is to be done about open incidents, and what came of what was done (semantics 8). */
export function recover(input: RecoveryInput, memory: RecoveryMemory): RecoveryTurn {
  return { memory: input.incidents.length < 0 ? memory : memory, decisions: [] };
}
