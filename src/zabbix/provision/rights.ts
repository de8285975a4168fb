import type { VersionAdapter } from '../versions.ts';
import { methodsOf } from './object-kinds.ts';

/** What of Zabbix's versions decides which methods of the API there are. */
export type Line = Pick<VersionAdapter, 'templateGroups' | 'proxies' | 'connectors'>;

/** What of the configuration asks for methods. */
export interface Use {
  /** Whether Zabbix wakes Linchpin: its user, its media type and its secret are for Super admins to make. */
  readonly wake: boolean;
}

/** What of the configuration asks for methods while running. */
export interface RunningUse {
  /** Whether recovery runs scripts of Zabbix. */
  readonly scripts: boolean;
}

/** What both need. */
const reading = ['host.get', 'hostgroup.get', 'item.get', 'trigger.get'] as const;

/** The methods of Zabbix's API that running needs (docs/rights.md): all that the daemon and the commands that read call. */
export function runningMethods(line: Line, { scripts }: RunningUse): readonly string[] {
  return [
    ...reading,
    'discoveryrule.get',
    'event.acknowledge',
    // With `trend.get` what `calibrate` reads of the past.
    'event.get',
    'history.get',
    'problem.get',
    'proxy.get',
    // Who Linchpin itself is, to know what it wrote: by its token, or by its name.
    'token.get',
    'trend.get',
    'user.get',
    ...(scripts ? ['script.get', 'script.execute'] : []),
    ...(line.proxies === 'proxyid' ? ['history.push', 'proxygroup.get'] : []),
  ].sort();
}

/** The methods that provisioning needs beside those: to look, to make, and to take away again. */
export function provisioningMethods(line: Line, { wake }: Use): readonly string[] {
  return [
    ...reading,
    'configuration.export',
    'configuration.import',
    'configuration.importcompare',
    'discoveryrule.get',
    'discoveryrule.update',
    'host.create',
    'host.delete',
    'host.update',
    'item.update',
    'role.get',
    'template.get',
    'trigger.update',
    'user.get',
    'usergroup.get',
    'usermacro.create',
    'usermacro.update',
    ...(line.templateGroups === 'their own' ? ['templategroup.get'] : []),
    ...(['action', 'service', 'SLA'] as const).flatMap(methodsOf),
    ...(wake ? superMethods(line) : []),
  ]
    .filter((method, index, methods) => methods.indexOf(method) === index)
    .sort();
}

/** What Zabbix lets Super admins alone call: what waking needs, and what is made once, with the roles: the images of maps too. */
function superMethods({ connectors, templateGroups }: Line): readonly string[] {
  return [
    'hostgroup.create',
    'hostgroup.delete',
    'template.delete',
    ...(templateGroups === 'their own' ? ['templategroup.create', 'templategroup.delete'] : []),
    ...(['dashboard', 'image', 'macro', 'map', 'media type', 'user', 'user group'] as const).flatMap(methodsOf),
    ...(connectors ? methodsOf('connector') : []),
  ];
}
