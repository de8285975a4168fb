import { expect, it } from 'vitest';
import { hostChange } from '../../src/zabbix/provision/host-changes.ts';

type Found = NonNullable<Parameters<typeof hostChange>[2]>;

const desired = { host: 'Linchpin mail', systemId: 'mail', group: 'Linchpin', name: 'Corporate mail' };
const ground = {
  group: 'Linchpin',
  keyed: new Set<string>(),
  regard: { written: new Map<string, string>(), replace: false },
} as const;

/** The host as provisioning made it, with a value of the macro that stops recovery, or without it. */
function found(stop?: string): Found {
  const macros = [
    { hostmacroid: '1', macro: '{$LINCHPIN.SYSTEM}', value: 'mail' },
    { hostmacroid: '2', macro: '{$LINCHPIN.SYSTEM.NAME}', value: 'Corporate mail' },
    ...(stop === undefined ? [] : [{ hostmacroid: '3', macro: '{$LINCHPIN.RECOVERY.STOP}', value: stop }]),
  ];
  return {
    hostid: '10',
    name: 'Linchpin: Corporate mail',
    groups: [{ name: 'Linchpin' }],
    parentTemplates: [{ host: 'Linchpin by Zabbix trapper' }],
    tags: [
      { tag: 'linchpin', value: 'output' },
      { tag: 'linchpin.system', value: 'mail' },
    ],
    macros,
  } as unknown as Found;
}

const details = (host: Found): readonly string[] =>
  hostChange(desired, ground as unknown as Parameters<typeof hostChange>[1], host).flatMap((change) => change.details);

it('a host gets the macro that stops recovery where it has none', () => {
  expect(details(found())).toEqual(['macro {$LINCHPIN.RECOVERY.STOP}="0"']);
});

it('what people set the macro that stops recovery to stays', () => {
  expect(details(found('1'))).toEqual([]);
  expect(details(found('0'))).toEqual([]);
});
