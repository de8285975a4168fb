import { z } from 'zod';

import { formats, type Plain } from './imported.ts';

const plain: z.ZodType<Plain> = z.json();
const instant = z.number().min(0).max(1e11);
const sighting = { count: z.number().min(0), first: instant, last: instant };

/** What is kept in `imports.json`. */
export const memorySchema = z.object({
  version: z.literal(1),
  names: z.record(z.string(), z.string()),
  read: z.array(
    z.object({
      section: z.enum(['subsystems', 'pods', 'servers']),
      id: z.string(),
      format: z.enum(formats),
      file: z.string(),
      isMade: z.boolean(),
      keys: z.record(z.string(), plain),
      lists: z.record(z.string(), z.array(z.string())),
    }),
  ),
  traced: z
    .object({
      isDated: z.boolean(),
      services: z.array(z.object({ name: z.string(), ...sighting })),
      calls: z.array(z.object({ caller: z.string(), callee: z.string(), ...sighting })),
    })
    .optional(),
});
