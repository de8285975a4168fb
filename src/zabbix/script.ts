import type { FoundScript, ScriptEnd } from '../domain/zabbix.ts';
import { WorldError } from '../ports.ts';
import type { ZabbixClient } from './client.ts';
import { NoAnswerError, TooMuchAskedError, ZabbixApiError, quoted } from './errors.ts';
import { HostIds, ScriptRun, Scripts } from './schema.ts';

/** How Zabbix numbers the ways in which scripts run (Zabbix manual, "Script object"). */
const ways: Readonly<Record<string, string>> = {
  '0': 'script',
  '1': 'IPMI',
  '2': 'SSH',
  '3': 'Telnet',
  '5': 'webhook',
};

/** What Zabbix says where a script was begun and did not end in time (measured on 6.0.14 and 7.0.22). */
const outOfTime = /time-?\s?out|timed out|cannot read the response/iu;

/** Finds global scripts of Zabbix by name and runs them on hosts. */
export class ZabbixScripts {
  readonly #client: ZabbixClient;

  constructor(client: ZabbixClient) {
    this.#client = client;
  }

  /** Rejects with `WorldError` where a script or host is not there, or may not be used. */
  async find(name: string, host: string): Promise<FoundScript> {
    const { version, scriptsByToken } = await this.#client.adapter();
    if (!scriptsByToken && !this.#client.hasSession) {
      throw new WorldError(
        'E510',
        `Zabbix ${version} runs no scripts for an API token (script.execute fails there): give \`zabbix\` a \`user\` and \`password\` in place of the token.`,
      );
    }
    const [found, ...others] = await this.#client.call('script.get', { output: 'extend', filter: { name } }, Scripts);
    if (found === undefined || others.length > 0) {
      const what = found === undefined ? 'no script' : `${others.length + 1} scripts`;
      throw new WorldError(
        'E511',
        `Zabbix shows ${what} called ${JSON.stringify(name)} (Alerts → Scripts, in 6.0 Administration → Scripts): one is expected, that Linchpin's user there may run.`,
      );
    }
    const way = ways[found.type];
    if (found.scope !== '2' || way === undefined) {
      throw new WorldError(
        'E511',
        `The script ${JSON.stringify(name)} of Zabbix is none that runs on a host by hand: expected the scope "Manual host action".`,
      );
    }
    const [place] = await this.#client.call('host.get', { output: ['hostid'], filter: { host } }, HostIds);
    if (place === undefined) {
      throw new WorldError(
        'E511',
        `Zabbix shows no host with the technical name ${JSON.stringify(quoted(host, 128))} to Linchpin's user: check \`host\` of the actuator and the user's rights.`,
      );
    }
    const { scriptid, command, manualinput } = found;
    return { scriptId: scriptid, hostId: place.hostid, way, command, takesInput: manualinput === '1' };
  }

  /** Runs a script once; what it is told counts where it takes input. */
  async run({ scriptId, hostId, takesInput }: FoundScript, input: string | undefined): Promise<ScriptEnd> {
    const given = takesInput ? { manualinput: input ?? '' } : {};
    try {
      const params = { scriptid: scriptId, hostid: hostId, ...given };
      const { value } = await this.#client.call('script.execute', params, ScriptRun);
      return { result: 'done', text: value.trim() };
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      return { result: isInDoubt(error) ? 'unknown' : 'failed', text: error.message };
    }
  }
}

/** Whether a script may have run though it is not known to have. */
function isInDoubt(error: WorldError): boolean {
  if (error instanceof ZabbixApiError) return outOfTime.test(error.detail);
  // The frontend could not reach the server: so it told it nothing.
  if (error instanceof NoAnswerError && /\brefused\b/iu.test(error.message)) return false;
  return error instanceof NoAnswerError || error instanceof TooMuchAskedError;
}
