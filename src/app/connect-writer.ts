import type { TrapperProtection, ZabbixSettings } from '../config/settings.ts';
import type { Clock, Log, WriteZabbix } from '../ports.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { HistoryPusher } from '../zabbix/push.ts';
import { PushOrSend } from '../zabbix/push-or-send.ts';
import { TrapperSender } from '../zabbix/sender.ts';
import type { TrapperTls } from '../zabbix/trapper-tls.ts';

/** The way for values into the Zabbix that is configured. */
export function connectWriter(
  { trapperNodes: nodes, trapperTls, push, timeout }: ZabbixSettings,
  {
    client,
    clock,
    log,
    mayWrite,
  }: {
    readonly client: ZabbixClient;
    readonly clock: Clock;
    readonly log: Pick<Log, 'info' | 'warn'>;
    /** Throws where nothing may be sent now. */
    readonly mayWrite?: () => void;
  },
): WriteZabbix {
  const pusher = new HistoryPusher(client);
  if (push === 'history.push') return pusher;
  const sender = new TrapperSender({
    nodes,
    timeoutMs: timeout * 1000,
    ...(trapperTls && { tls: revealed(trapperTls) }),
    ...(mayWrite && { mayWrite }),
  });
  return push === 'sender' ? sender : new PushOrSend({ sender, pusher, client, clock, log });
}

function revealed(protection: TrapperProtection): TrapperTls {
  return { ...protection, key: protection.key.reveal() };
}
