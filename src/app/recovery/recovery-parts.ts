import { LeadLostError } from '../../domain/lead-lost.ts';
import type { ActionOrder, ActionPreview } from '../../domain/recovery.ts';
import type { Clock, Log, Store } from '../../ports.ts';
import type { ZabbixAnnotator } from '../../zabbix/annotate.ts';
import type { ZabbixClient } from '../../zabbix/client.ts';
import { ZabbixHearing } from '../../zabbix/hear.ts';
import { ZabbixScripts } from '../../zabbix/script.ts';
import type { Leading } from '../leading.ts';
import type { LiveWorld } from '../live-world.ts';
import { LiveActuators } from './actuators.ts';
import { Commenting } from './commenting.ts';
import { Notifying } from './notifying.ts';
import { Performing } from './performing.ts';
import { Recovering } from './recovering.ts';
import { recoveryStop } from './stopping.ts';

/** What recovery stands on. */
export interface RecoveryGround {
  readonly client: ZabbixClient;
  readonly annotator: ZabbixAnnotator;
  readonly live: LiveWorld;
  readonly clock: Clock;
  readonly log: Log;
}

/** What recovery is made of while the process runs, whoever leads. */
export class RecoveryParts {
  readonly #ground: RecoveryGround;
  readonly #hearing: ZabbixHearing;
  readonly #commenting: Commenting;
  readonly #notifying: Notifying;
  readonly #actuators: LiveActuators;

  constructor(ground: RecoveryGround) {
    const { client, annotator, live, clock, log } = ground;
    this.#ground = ground;
    this.#hearing = new ZabbixHearing({ client, annotator, ownGroup: live.settings.publish.group, log });
    this.#commenting = new Commenting({ live, zabbix: annotator, clock, log });
    this.#notifying = new Notifying({ live, clock, log });
    this.#actuators = new LiveActuators(() => live.settings.recovery, { scripts: new ZabbixScripts(client), clock });
  }

  /** What an order would do; rejects with `WorldError` where it could not be done. */
  preview(order: ActionOrder): Promise<ActionPreview> {
    return this.#actuators.preview(order);
  }

  /** What carries actions out beside the cycles of a store. */
  performing(store: Store, leading: Leading): Performing {
    const { live, clock, log } = this.#ground;
    return new Performing({
      settings: () => live.settings,
      actuators: () => this.#actuators.now,
      store,
      ready: async () => {
        const { term } = leading;
        if (term === undefined) throw new LeadLostError();
        await leading.ready(term);
      },
      interval: () => live.world.interval,
      stop: () => recoveryStop({ store, zabbix: this.#hearing, clock }),
      clock,
      log,
    });
  }

  /** What the cycles of a term hear of recovery and hand over to it. */
  recovering(store: Store, performing: Performing): Recovering {
    const { live, clock, log } = this.#ground;
    return new Recovering({
      settings: () => live.settings,
      zabbix: this.#hearing,
      performing,
      commenting: this.#commenting,
      notifying: this.#notifying,
      store,
      clock,
      log,
    });
  }
}
