import type { Duration } from '../../domain/instant.ts';
import { actionKinds } from '../../domain/recovery-rule.ts';
import type { ActionKind } from '../../domain/recovery-rule.ts';
import type { RecoverySettings } from '../../domain/recovery.ts';
import type { Secret } from '../secrets.ts';

/** The engine API of Docker (or podman) on servers, by globs of their ids, the first that fits. */
export interface DockerSettings {
  readonly kind: 'docker';
  readonly endpoints: readonly { readonly servers: string; readonly url: string }[];
  /** PEM texts: the authority of the engines' certificates, and Linchpin's own certificate with its key. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: Secret };
  /** How long a container has to stop by itself. */
  readonly stopTimeout: Duration;
}

/** A global script of Zabbix, run on the Zabbix host of a server. */
export interface ZabbixScriptSettings {
  readonly kind: 'zabbix-script';
  readonly script: string;
  /** The script that takes an action back. */
  readonly revert?: string;
  /** The technical name of the host, with placeholders. */
  readonly host: string;
  /** What the script is told where it takes manual input (from 7.0), with placeholders. */
  readonly input?: string;
}

/** A signed request to a server of the site. */
export interface WebhookSettings {
  readonly kind: 'webhook';
  /** With placeholders. */
  readonly url: string;
  readonly secret: Secret;
  /** The origins that may be called. */
  readonly allow: readonly string[];
  /** PEM text of the authorities to trust instead of the system's. */
  readonly ca?: string;
}

/** A program with its arguments, run without a shell. */
export interface CommandSettings {
  readonly kind: 'command';
  /** The program and its arguments, with placeholders in the arguments. */
  readonly command: readonly string[];
  /** Likewise, to take an action back. */
  readonly revert?: readonly string[];
  readonly folder?: string;
  readonly environment: Readonly<Record<string, string | Secret>>;
}

/** The API of a Kubernetes cluster. */
export interface KubernetesSettings {
  readonly kind: 'kubernetes';
  readonly url: string;
  readonly token: Secret;
  readonly ca?: string;
  readonly namespace: string;
  /** `deployment/{pod}` and the like, with placeholders; absent where the names of containers lead to it. */
  readonly workload?: string;
}

/** One that carries out actions, and how long an action may take where it is not `limits.actionTimeout`. */
export type ActuatorSettings = (
  DockerSettings | ZabbixScriptSettings | WebhookSettings | CommandSettings | KubernetesSettings
) & { readonly timeout?: Duration };

/** Where each step of a recovery is told. */
export interface NotifySettings {
  readonly url: string;
  readonly secret: Secret;
  readonly ca?: string;
  /** The body to send, with placeholders; absent where all there is goes as JSON. */
  readonly template?: string;
  readonly timeout: Duration;
}

/** All of `recovery:`, with every default resolved. */
export interface RecoveryConfiguration extends RecoverySettings {
  readonly actuators: ReadonlyMap<string, ActuatorSettings>;
  /** The file that says what may be done without being asked; without it nothing may. */
  readonly allow?: string;
  /** The users of Zabbix who may approve by acknowledging. */
  readonly approvers: readonly string[];
  readonly notify?: NotifySettings;
}

const abilities: Readonly<Record<ActuatorSettings['kind'], readonly ActionKind[]>> = {
  docker: ['restart', 'resize'],
  'zabbix-script': actionKinds,
  webhook: actionKinds,
  command: actionKinds,
  kubernetes: ['restart', 'restart-with', 'scale', 'resize', 'roll-back', 'drain'],
};

/** What an actuator can do: where people wrote what it does, anything. */
export function abilitiesOf({ kind }: Pick<ActuatorSettings, 'kind'>): readonly ActionKind[] {
  return abilities[kind];
}
