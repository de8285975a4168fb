import type { ObjectWords } from './object-words-en.ts';

/** The user macros of the template by use; a site overrides them on the host, where provisioning leaves them alone. */
export const macros = {
  allowedHosts: '{$LINCHPIN.ALLOWED.HOSTS}',
  heartbeatMax: '{$LINCHPIN.HEARTBEAT.MAX}',
  outboxMax: '{$LINCHPIN.OUTBOX.MAX.WARN}',
  missedMax: '{$LINCHPIN.CYCLE.MISSED.MAX.WARN}',
  subsystemNotice: '{$LINCHPIN.SUBSYSTEM.NOTICE}',
  podNotice: '{$LINCHPIN.POD.NOTICE}',
  /** Made on each host, to stop recovery by: from then on it is people's. */
  recoveryStop: '{$LINCHPIN.RECOVERY.STOP}',
  /** Set on each host by provisioning. */
  system: '{$LINCHPIN.SYSTEM}',
  systemName: '{$LINCHPIN.SYSTEM.NAME}',
} as const;

/** What the macros are where nobody says otherwise. */
const values = {
  allowedHosts: '127.0.0.1',
  heartbeatMax: '5m',
  outboxMax: '1000',
  missedMax: '10',
  subsystemNotice: '1',
  podNotice: '0',
  system: 'system',
  systemName: 'System',
} satisfies Partial<Record<keyof typeof macros, string>>;

/** The macros as the template declares them. */
export function templateMacros({ macros: words }: ObjectWords): readonly {
  readonly macro: string;
  readonly value: string;
  readonly description: string;
}[] {
  return (Object.keys(values) as (keyof typeof values)[]).map((use) => ({
    macro: macros[use],
    value: values[use],
    description: words[use],
  }));
}
