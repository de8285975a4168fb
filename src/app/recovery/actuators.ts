import { Actuator } from '../../actuators/actuator.ts';
import type { PlanSteps } from '../../actuators/actuator.ts';
import { command } from '../../actuators/command.ts';
import { docker } from '../../actuators/docker.ts';
import { kubernetes } from '../../actuators/kubernetes.ts';
import { webhook } from '../../actuators/webhook.ts';
import { zabbixScript } from '../../actuators/zabbix-script.ts';
import type { RunScripts } from '../../actuators/zabbix-script.ts';
import { Secret, withoutSecrets } from '../../config/secrets.ts';
import type { ActuatorSettings, RecoveryConfiguration } from '../../config/recovery/settings.ts';
import type { ActionOrder, ActionPreview } from '../../domain/recovery.ts';
import type { Actuate, Clock } from '../../ports.ts';
import { WorldError } from '../../ports.ts';

/** What actuators need beside their settings. */
export interface ActuatorGrounds {
  readonly scripts: RunScripts;
  readonly clock: Clock;
}

/** Those of the configuration in force: made anew where that is another, since they know which orders they carried out. */
export class LiveActuators {
  readonly #settings: () => RecoveryConfiguration;
  readonly #grounds: ActuatorGrounds;
  #made: { readonly of: RecoveryConfiguration; readonly actuators: ReadonlyMap<string, Actuate> } | undefined;

  constructor(settings: () => RecoveryConfiguration, grounds: ActuatorGrounds) {
    this.#settings = settings;
    this.#grounds = grounds;
  }

  /** By their names in the configuration. */
  get now(): ReadonlyMap<string, Actuate> {
    const of = this.#settings();
    if (this.#made?.of !== of) this.#made = { of, actuators: actuatorsOf(of, this.#grounds) };
    return this.#made.actuators;
  }

  /** What an order would do; rejects with `WorldError` where it could not be done. */
  preview(order: ActionOrder): Promise<ActionPreview> {
    const actuator = this.now.get(order.by);
    if (actuator !== undefined) return actuator.preview(order);
    const message = `there is no actuator \`${order.by}\`: describe it under \`recovery.actuators\``;
    return Promise.reject(new WorldError('E502', message));
  }
}

function actuatorsOf(
  { actuators, limits }: Pick<RecoveryConfiguration, 'actuators' | 'limits'>,
  grounds: ActuatorGrounds,
): ReadonlyMap<string, Actuate> {
  return new Map(
    [...actuators].map(([name, settings]) => {
      const { timeout = limits.actionTimeout } = settings;
      return [name, new Actuator(stepsOf(settings, grounds), { timeout, withoutSecrets })];
    }),
  );
}

function stepsOf(settings: ActuatorSettings, { scripts, clock }: ActuatorGrounds): PlanSteps {
  switch (settings.kind) {
    case 'docker': {
      const { tls, ...rest } = settings;
      const { key, ...certificates } = tls;
      return docker({ ...rest, tls: { ...certificates, ...(key && { key: key.reveal() }) } });
    }
    case 'zabbix-script':
      return zabbixScript({ ...settings, scripts });
    case 'webhook':
      return webhook({ ...settings, secret: settings.secret.reveal(), clock });
    case 'command':
      return command({ ...settings, environment: revealed(settings.environment) });
    case 'kubernetes':
      return kubernetes({ ...settings, token: settings.token.reveal(), clock });
  }
}

function revealed(environment: Readonly<Record<string, string | Secret>>): Readonly<Record<string, string>> {
  const entries = Object.entries(environment).map(([name, value]) => {
    return [name, value instanceof Secret ? value.reveal() : value] as const;
  });
  return Object.fromEntries(entries);
}
