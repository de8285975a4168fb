import type { Preset } from './preset.ts';

/**
 * "SMART by Zabbix agent 2" (passive and active) of 5.4 to 8.0. It speaks of devices: a disk is found by its `device` in
 * the model, or by an id that is one. What passed its self-test but says of itself that it fails comes as a problem.
 */
export const smart: Preset = {
  items: [
    // Words up to 7.0, then 1 and 2.
    {
      key: 'smart.disk.test[{disk}]',
      signal: 'healthy',
      map: { true: 1, false: 0, 1: 1, 2: 0, '*': null },
    },
  ],
  triggers: [
    {
      name: '/^SMART:? \\[(?<disk>[^\\]]+)\\]: Check returned "DISK FAILING"/',
      node: 'disk',
      signal: 'healthy',
      problem: 0,
      ok: 1,
    },
  ],
};
