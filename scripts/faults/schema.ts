import { z } from 'zod';

/** What the simulated installation says was done to it, by whom with which id, and how often that was asked for. */
export const Done = z.object({
  actions: z.array(z.object({ id: z.string(), done: z.string(), asked: z.number() })),
});

/** One of these. */
export type DoneThere = z.infer<typeof Done>['actions'][number];
