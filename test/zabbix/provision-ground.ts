import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { DesiredObjects } from '../../src/zabbix/provision/desired.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { eventually } from '../support/eventually.ts';
import { needed } from '../support/real-zabbix.ts';

/** Where the tests of provisioning work: host and group of their own, beside whatever else is in that Zabbix. */
export const desired: DesiredObjects = {
  language: 'en',
  group: 'Linchpin provisioning test',
  hosts: [
    {
      host: 'Linchpin provisioning test',
      systemId: 'mail',
      name: 'Corporate mail',
      group: 'Linchpin provisioning test',
    },
  ],
};
export const host = 'Linchpin provisioning test';

/** Sends values of a host as a cycle does, each with a time of its own; resolves when Zabbix knows all of their items. */
export class Cycle {
  readonly #host: string;
  readonly #sender = new TrapperSender({ nodes: [needed('LINCHPIN_ZABBIX_TRAPPER')] });
  #clock = 0;
  #ns = 0;

  constructor(host: string) {
    this.#host = host;
  }

  async send(values: readonly (readonly [key: string, value: string | number])[]): Promise<void> {
    let left = this.#stamp(values);
    await eventually(
      `Zabbix takes the values of ${this.#host}`,
      async () => {
        left = (await this.#sender.send(left)).refused;
        return left;
      },
      () => left.length === 0,
    );
  }

  #stamp(values: readonly (readonly [key: string, value: string | number])[]): readonly OutgoingValue[] {
    const clock = Math.floor(Date.now() / 1000);
    if (clock !== this.#clock) [this.#clock, this.#ns] = [clock, 0];
    return values.map(([key, value]) => ({ host: this.#host, key, value, clock, ns: this.#ns++ }));
  }
}
