/** The user macros of the template by use; a site overrides them on the host, where provisioning leaves them alone. */
export const macros = {
  allowedHosts: '{$LINCHPIN.ALLOWED.HOSTS}',
  heartbeatMax: '{$LINCHPIN.HEARTBEAT.MAX}',
  outboxMax: '{$LINCHPIN.OUTBOX.MAX.WARN}',
  missedMax: '{$LINCHPIN.CYCLE.MISSED.MAX.WARN}',
  subsystemNotice: '{$LINCHPIN.SUBSYSTEM.NOTICE}',
  podNotice: '{$LINCHPIN.POD.NOTICE}',
  /** Set on each host by provisioning. */
  system: '{$LINCHPIN.SYSTEM}',
  systemName: '{$LINCHPIN.SYSTEM.NAME}',
} as const;

/** The macros as the template declares them. */
export function templateMacros(): readonly {
  readonly macro: string;
  readonly value: string;
  readonly description: string;
}[] {
  return [
    {
      macro: macros.allowedHosts,
      value: '127.0.0.1',
      description: 'The addresses that may send values: where Linchpin runs. Comma-separated.',
    },
    {
      macro: macros.heartbeatMax,
      value: '5m',
      description:
        'Without a heartbeat for this long, Linchpin counts as stopped. At least three intervals of its schedule.',
    },
    {
      macro: macros.outboxMax,
      value: '1000',
      description: 'More values than this waiting to be sent, for 10 minutes, are a problem.',
    },
    {
      macro: macros.missedMax,
      value: '10',
      description: 'More cycles than this that were due within an hour and did not run are a problem.',
    },
    {
      macro: macros.podNotice,
      value: '0',
      description: '1: pods without reserve raise notices of their own besides the incident. 0: they do not.',
    },
    {
      macro: macros.subsystemNotice,
      value: '1',
      description:
        '1: subsystems without reserve raise notices of their own besides the incident, by which the tree of services shows it. 0: they do not.',
    },
    { macro: macros.system, value: 'system', description: 'The id of the system; set on the host.' },
    { macro: macros.systemName, value: 'System', description: 'The name of the system; set on the host.' },
  ];
}
