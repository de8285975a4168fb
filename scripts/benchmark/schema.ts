import { z } from 'zod';

/** Items with their last values, as Zabbix spells them. */
export const LastValues = z.array(z.object({ itemid: z.string(), lastvalue: z.string(), lastclock: z.string() }));

/** Answers whose content is of no use here. */
export const Anything = z.unknown();

/** Objects with the ids that were asked for. */
export const Rows = z.array(z.record(z.string(), z.unknown()));

/** The ids of what was created, below one name. */
export const Created = z.record(z.string(), z.array(z.string()));

/** `service.get` with statuses: -1 is well. */
export const ServiceStatus = z.array(z.object({ status: z.string() }));

/** `problem.get` with ids alone. */
export const OpenProblems = z.array(z.object({ eventid: z.string() }));
