import { z } from 'zod';
import type { Instant } from '../../../domain/instant.ts';
import { languages } from '../../../domain/language.ts';
import { NodeName } from '../result/schema.ts';

/** A time as people and programs write it: ISO 8601, or Unix seconds. */
const When = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})|\d{1,11}(\.\d+)?)$/u, 'expected ISO 8601 or Unix seconds')
  .transform((text, context): Instant => {
    const at = text.includes('T') ? Date.parse(text) / 1000 : Number(text);
    if (!Number.isFinite(at)) context.addIssue({ code: 'custom', message: 'there is no such time' });
    return at;
  })
  .meta({ description: 'ISO 8601, or Unix seconds', examples: ['2026-11-01T03:10:00Z', '1793502600'] });

const at = When.optional().meta({ description: 'As of then, from history; left out: as of now' });

const yes = z
  .enum(['', 'true', '1', 'false', '0'])
  .default('false')
  .transform((text) => text === '' || text === 'true' || text === '1');

/** Longer names and texts are nobody's. */
const longest = 1024;

const id = NodeName.max(longest);

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(1000)
  .default(100)
  .meta({ description: 'How many at most; there may be fewer' });

const cursor = z
  .string()
  .max(longest)
  .optional()
  .meta({ description: '`next` of the page before; left out: the first page' });

const lang = z
  .enum(languages)
  .optional()
  .meta({ description: 'The language of texts; left out: as `Accept-Language` says, else as configured' });

/** A time, or now. */
export const AtQuestion = z.object({ at });

/** `functions`. */
export const FunctionsQuestion = z.object({ at, lang });

/** `state`. */
export const StateQuestion = z.object({
  at,
  all: yes.meta({ description: 'Containers and shards too that merely work' }),
  lang,
});

/** `incidents`. */
export const IncidentsQuestion = z.object({
  at,
  state: z.enum(['open', 'closed']).default('open').meta({ description: 'Those that closed last come first' }),
  limit,
  cursor,
  lang,
});

/** `incident`. */
export const IncidentQuestion = z.object({ id: z.string().min(1).max(longest), at, lang });

/** `nodes`. */
export const NodesQuestion = z.object({
  search: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ description: 'A part of an id or name; the letter case is all one' }),
  kind: z
    .enum(['system', 'subsystem', 'function', 'pod', 'shard', 'container', 'server', 'disk', 'network'])
    .optional(),
  limit,
  cursor,
});

/** `pod`. */
export const PodQuestion = z.object({ id, at, lang });

/** `explanation`. */
export const NodeQuestion = z.object({ node: id, at, lang });

/** `counter`. */
export const CounterQuestion = z.object({ node: id, signal: z.string().min(1).max(longest) });

/** `history`. */
export const HistoryQuestion = z.object({
  node: id,
  from: When.optional().meta({ description: 'Left out: a day before `until`; at most 31 days before it' }),
  until: When.optional().meta({ description: 'Left out: now' }),
  lang,
});

/** `timeline`. */
export const TimelineQuestion = HistoryQuestion.omit({ node: true });

/** `single-points`. */
export const SinglePointsQuestion = z.object({
  pairs: yes.meta({ description: 'Besides, any two that stop a system together and neither alone' }),
  limit: limit.default(1000),
  cursor,
});

/** Each glob is held against every id. */
const mostGlobs = 100;

const nodes = z
  .array(z.string().min(1).max(longest))
  .min(1)
  .max(1000)
  .refine(
    (names) => names.filter((name) => /[*?]/u.test(name)).length <= mostGlobs,
    `expected ${mostGlobs} globs at most`,
  )
  .meta({ description: `Ids, up to ${mostGlobs} globs over ids (\`*\` is any text), or \`tag:rack=r1\` for servers` });

/** What `what-if` is asked. */
export const WhatIfQuestion = z
  .strictObject({
    fail: nodes,
    onTopOf: z.enum(['healthy', 'current']).default('healthy'),
  })
  .meta({ id: 'WhatIfQuestion' });

/** What is to be silenced. */
export const SilenceWish = z
  .strictObject({
    nodes,
    duration: z
      .string()
      .max(20)
      .meta({ description: 'Up to 366d', examples: ['30m', '2h', '1d'] }),
    reason: z.string().trim().min(1).max(longest).meta({ description: 'Why, for those who wonder later' }),
    who: z.string().trim().min(1).max(100).default('web').meta({ description: 'Who asks for it' }),
  })
  .meta({ id: 'SilenceWish' });

/** Which silence. */
export const SilenceName = z.object({ id: z.string().min(1).max(100) });

/** A token, for a log-in. */
export const LogIn = z.strictObject({ token: z.string().min(1) }).meta({ id: 'LogIn' });

/** What can be said beside what is asked in a body. */
export const LanguageQuestion = z.object({ lang });

/** Nothing can be said beside. */
export const NothingAsked = z.object({});
