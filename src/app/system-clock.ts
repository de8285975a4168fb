import type { Clock } from '../ports.ts';

/** The time of the system. */
export const systemClock: Clock = { now: () => Date.now() / 1000 };
