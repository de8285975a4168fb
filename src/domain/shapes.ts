import type { Severity } from './severity.ts';

/** One shape for each of Zabbix's severities, in a box of 24: colour alone says nothing to some, and little on a bad screen. */
export const severityShapes: Readonly<Record<Severity, string>> = {
  0: 'M12 4a8 8 0 1 1 0 16a8 8 0 1 1 0-16zm0 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z',
  1: 'M12 4a8 8 0 1 1 0 16a8 8 0 1 1 0-16z',
  2: 'M12 2l10 10l-10 10l-10-10z',
  3: 'M12 3l11 18h-22z',
  4: 'M4 4h16v16h-16z',
  5: 'M7.9 2h8.2l5.9 5.9v8.2l-5.9 5.9h-8.2l-5.9-5.9v-8.2z',
};

/** What a node or a function can be shown as. */
export type Shown =
  | 'working'
  | 'failed'
  | 'unknown'
  | 'off'
  | 'retired'
  | 'available'
  | 'impaired'
  | 'lost'
  | 'strained'
  | 'masked'
  | 'planned';

const check = 'M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20zm-1.6 14.6l7.4-7.4l-1.9-1.9l-5.5 5.5l-2.4-2.4l-1.9 1.9z';
const cross =
  'M7.9 2h8.2l5.9 5.9v8.2l-5.9 5.9h-8.2l-5.9-5.9v-8.2zm.4 8l2 2l-2 2l1.7 1.7l2-2l2 2l1.7-1.7l-2-2l2-2l-1.7-1.7l-2 2l-2-2z';
const question =
  'M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20zm-1.2 13.6v2.6h2.5v-2.6zm-2.9-6.2h2.4c0-1 .7-1.6 1.7-1.6s1.7.5 1.7 1.4c0 1-.6 1.4-1.4 2c-1 .7-1.5 1.4-1.5 3h2.4c0-1 .4-1.4 1.3-2c1-.7 1.7-1.6 1.7-3.1c0-2.2-1.7-3.5-4.1-3.5c-2.5 0-4.2 1.500-4.2 3.800z';
const half = 'M12 3l11 18h-22zm-1.300 6v6h2.600v-6zm0 7.500v2.500h2.600v-2.500z';
const bar = 'M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20zm-5 8.500v3h10v-3z';
const down =
  'M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20zm-1.400 4v7.200l-2.600-2.600l-1.800 1.800l5.800 5.800l5.800-5.800l-1.800-1.800l-2.600 2.600v-7.200z';

/** One shape for each state, in the same box. */
export const stateShapes: Readonly<Record<Shown, string>> = {
  working: check,
  available: check,
  failed: cross,
  lost: cross,
  unknown: question,
  impaired: half,
  strained: half,
  off: bar,
  retired: bar,
  planned: bar,
  masked: down,
};
