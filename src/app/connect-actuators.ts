import { Actuator } from '../actuators/actuator.ts';
import type { PlanSteps } from '../actuators/actuator.ts';
import { command } from '../actuators/command.ts';
import { docker } from '../actuators/docker.ts';
import { kubernetes } from '../actuators/kubernetes.ts';
import { notify, webhook } from '../actuators/webhook.ts';
import type { Notice } from '../actuators/webhook.ts';
import { zabbixScript } from '../actuators/zabbix-script.ts';
import type { ActuatorSettings, RecoveryConfiguration } from '../config/recovery/settings.ts';
import { withoutSecrets } from '../config/secrets.ts';
import type { Actuate, Clock } from '../ports.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { ZabbixScripts } from '../zabbix/script.ts';

interface Parts {
  readonly client: ZabbixClient;
  readonly clock: Clock;
}

/** The actuators that are configured, by name. */
export function connectActuators(
  { actuators, limits }: Pick<RecoveryConfiguration, 'actuators' | 'limits'>,
  parts: Parts,
): ReadonlyMap<string, Actuate> {
  return new Map(
    [...actuators].map(([name, settings]) => {
      const timeout = settings.timeout ?? limits.actionTimeout;
      return [name, new Actuator(stepsOf(settings, parts), { timeout, withoutSecrets })];
    }),
  );
}

/** Secrets are revealed here, to those who send them, and nowhere else. */
function stepsOf(settings: ActuatorSettings, { client, clock }: Parts): PlanSteps {
  switch (settings.kind) {
    case 'docker': {
      const { key, ...tls } = settings.tls;
      return docker({ ...settings, tls: { ...tls, ...(key && { key: key.reveal() }) } });
    }
    case 'zabbix-script':
      return zabbixScript({ ...settings, scripts: new ZabbixScripts(client) });
    case 'webhook':
      return webhook({ ...settings, secret: settings.secret.reveal(), clock });
    case 'command': {
      const environment = Object.entries(settings.environment).map(
        ([name, value]) => [name, typeof value === 'string' ? value : value.reveal()] as const,
      );
      return command({ ...settings, environment: Object.fromEntries(environment) });
    }
    case 'kubernetes':
      return kubernetes({ ...settings, token: settings.token.reveal(), clock });
  }
}

/** Tells of a step of recovery where that is configured; rejects where it could not be told. */
export function connectNotifier(
  { notify: settings }: Pick<RecoveryConfiguration, 'notify'>,
  clock: Clock,
): ((notice: Notice) => Promise<void>) | undefined {
  if (settings === undefined) return undefined;
  const access = { ...settings, secret: settings.secret.reveal(), clock };
  return (notice) => notify(access, notice, AbortSignal.timeout(settings.timeout * 1000));
}
