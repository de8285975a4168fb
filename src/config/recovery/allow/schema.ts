import { z } from 'zod';

import { strict } from '../../../model/shape/schema.ts';

/** The second file: the recoveries that may act without anybody being asked. */
export const allowSchema = strict({ recoveries: z.array(z.string().min(1)) });
