import { z } from 'zod';

/** Items with their last values, as Zabbix spells them. */
export const LastValues = z.array(z.object({ itemid: z.string(), lastvalue: z.string(), lastclock: z.string() }));
