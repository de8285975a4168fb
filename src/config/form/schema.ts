import { z } from 'zod';

import { quantity, strict } from '../../model/shape/schema.ts';
import { duration } from '../../model/units.ts';

/** A text that is not empty. */
export const text: z.ZodString = z.string().min(1);

/** A length of time. */
export const time: z.ZodType<number, string> = quantity(duration);

/** Where a secret comes from; it never stands in the file itself. */
export const secret = strict({ file: text.optional(), env: text.optional(), credential: text.optional() }).refine(
  (from) => Object.values(from).length === 1,
  { error: 'one of `file`, `env` and `credential`' },
);

/** Where a secret comes from, as written. */
export type SecretSource = z.infer<typeof secret>;
