import type { RecoveryMemory, Stop } from '../../domain/recovery.ts';
import type { Clock, Store } from '../../ports.ts';
import type { HearZabbix } from '../../zabbix-ports.ts';
import { WorldError } from '../../ports.ts';
import { itself } from './decision-entries.ts';

/** Where it is asked whether recovery is stopped. */
export interface StopGrounds {
  readonly store: Pick<Store, 'recoveryStop'>;
  readonly zabbix: Pick<HearZabbix, 'recoveryStop'>;
  readonly clock: Clock;
}

/** Who stopped recovery, here or in Zabbix; what can't be asked stops it too. */
export async function recoveryStop({ store, zabbix, clock }: StopGrounds): Promise<Stop | undefined> {
  try {
    return (await store.recoveryStop()) ?? (await zabbix.recoveryStop());
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return {
      by: itself,
      via: 'zabbix',
      at: clock.now(),
      reason: `nobody can say whether it is stopped: ${error.message}`,
    };
  }
}

/** Who stopped recovery, for people who look: here by now, or in Zabbix as of the last cycle. */
export async function knownStop(
  store: Pick<Store, 'recoveryStop'>,
  { stop }: Pick<RecoveryMemory, 'stop'>,
): Promise<Stop | undefined> {
  return (await store.recoveryStop()) ?? stop;
}
