import type { Path } from '../../model/positions.ts';
import { byText } from '../../domain/node.ts';
import { pemMistake } from '../certificate.ts';
import type { PemTexts } from '../certificate.ts';
import { complaints } from '../complaints.ts';
import { secretOrNote, textOrNote } from '../read-secret.ts';
import type { Surroundings } from '../read-secret.ts';
import type { Written } from '../schema.ts';
import type { Secret } from '../secrets.ts';
import { planning } from './defaults.ts';
import type { WrittenActuator, WrittenRecovery } from './schema.ts';
import type { ActuatorSettings, NotifySettings, RecoveryConfiguration } from './settings.ts';

/** All of `recovery:`; what of it can't be read is noted, and the actuator left out that needs it. */
export async function recoveryAccess(written: Written, around: Surroundings): Promise<RecoveryConfiguration> {
  const { recovery = {} } = written;
  const reader = new Reader(around);
  const actuators = new Map<string, ActuatorSettings>();
  for (const [name, actuator] of Object.entries(recovery.actuators ?? {}).toSorted(([a], [b]) => byText(a, b))) {
    const settings = await actuatorSettings(actuator, reader.at(['recovery', 'actuators', name]), written);
    if (settings === undefined) continue;
    actuators.set(name, { ...settings, ...(actuator.timeout !== undefined && { timeout: actuator.timeout }) });
  }
  const notify = recovery.notify && (await notifySettings(recovery.notify, reader.at(['recovery', 'notify'])));
  return {
    ...planning(recovery),
    actuators,
    approvers: recovery.approvers ?? [],
    ...(recovery.allow !== undefined && { allow: around.pathOf(recovery.allow, ['recovery', 'allow']) }),
    ...(notify && { notify }),
  };
}

async function notifySettings(
  written: NonNullable<WrittenRecovery['notify']>,
  reader: Reader,
): Promise<NotifySettings | undefined> {
  const { url, template, timeout = 10 } = written;
  const secret = await reader.secret('secret', written.secret);
  const ca = await reader.authorities(written.ca);
  return secret && ca && { url, secret, timeout, ...ca, ...(template !== undefined && { template }) };
}

async function actuatorSettings(
  written: WrittenActuator,
  reader: Reader,
  { hosts }: Written,
): Promise<ActuatorSettings | undefined> {
  switch (written.kind) {
    case 'docker':
      return dockerSettings(written, reader);
    case 'zabbix-script': {
      const { kind, script, revert, input, host = hostTemplate(hosts?.server) } = written;
      return { kind, script, host, ...(revert !== undefined && { revert }), ...(input !== undefined && { input }) };
    }
    case 'webhook': {
      const { kind, url, allow } = written;
      const secret = await reader.secret('secret', written.secret);
      const ca = await reader.authorities(written.ca);
      return secret && ca && { kind, url, secret, allow, ...ca };
    }
    case 'command': {
      const { kind, command, revert, folder } = written;
      const environment = await reader.environment(written.environment ?? {});
      return (
        environment && {
          kind,
          command,
          environment,
          ...(revert && { revert }),
          ...(folder !== undefined && { folder: reader.path(folder, 'folder') }),
        }
      );
    }
    case 'kubernetes': {
      const { kind, url, namespace = 'default', workload } = written;
      const token = await reader.secret('token', written.token);
      const ca = await reader.authorities(written.ca);
      return token && ca && { kind, url, token, namespace, ...ca, ...(workload !== undefined && { workload }) };
    }
  }
}

/** `hosts.server` by the placeholders that actuators know: the server's id, and its name as `{host}`. */
function hostTemplate(server = '{name}'): string {
  return server.replaceAll('{id}', '{server}').replaceAll('{name}', '{host}');
}

async function dockerSettings(
  written: Extract<WrittenActuator, { kind: 'docker' }>,
  reader: Reader,
): Promise<ActuatorSettings | undefined> {
  const { kind, endpoints, tls = {}, stopTimeout = 10 } = written;
  const within = reader.at([...reader.place, 'tls']);
  const [ca, cert] = [await within.pem('ca', tls.ca), await within.pem('cert', tls.cert)];
  const key =
    tls.key === undefined ? {} : await within.secret('key', tls.key).then((secret) => secret && { key: secret });
  if (ca === undefined || cert === undefined || key === undefined) return undefined;
  const own: PemTexts = { ...ca, ...cert, ...key };
  if (!within.goTogether(own)) return undefined;
  return {
    kind,
    endpoints: Object.entries(endpoints).map(([servers, url]) => ({ servers, url })),
    tls: own,
    stopTimeout,
  };
}

/** Reads what an entry of the configuration names, and notes at its place what can't be read. */
class Reader {
  readonly place: Path;
  readonly #around: Surroundings;

  constructor(around: Surroundings, place: Path = []) {
    this.#around = around;
    this.place = place;
  }

  at(place: Path): Reader {
    return new Reader(this.#around, place);
  }

  path(written: string, key: string): string {
    return this.#around.pathOf(written, [...this.place, key]);
  }

  secret(key: string, from: Parameters<typeof secretOrNote>[1]): Promise<Secret | undefined> {
    return secretOrNote({ key: [...this.place, key].join('.'), path: [...this.place, key] }, from, this.#around);
  }

  authorities(written: string | undefined): Promise<{ readonly ca?: string } | undefined> {
    return this.pem('ca', written);
  }

  /** The text of a file under its key; nothing where none is named, `undefined` where it can't be read. */
  async pem<K extends 'ca' | 'cert'>(
    key: K,
    written: string | undefined,
  ): Promise<Partial<Record<K, string>> | undefined> {
    if (written === undefined) return {};
    const text = await textOrNote({ key, path: [...this.place, key] }, written, this.#around);
    return text === undefined ? undefined : ({ [key]: text } as Record<K, string>);
  }

  goTogether(texts: PemTexts): boolean {
    const why = pemMistake(texts);
    if (why !== undefined) this.#around.note(complaints.badOwnCertificate(this.place.join('.'), why), this.place);
    return why === undefined;
  }

  async environment(
    written: NonNullable<Extract<WrittenActuator, { kind: 'command' }>['environment']>,
  ): Promise<Readonly<Record<string, string | Secret>> | undefined> {
    const entries: [string, string | Secret][] = [];
    for (const [name, entry] of Object.entries(written)) {
      const value =
        typeof entry === 'string'
          ? entry
          : await secretOrNote({ key: name, path: [...this.place, 'environment', name] }, entry, this.#around);
      if (value === undefined) return undefined;
      entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  }
}
