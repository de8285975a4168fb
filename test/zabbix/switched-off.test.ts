import { afterEach, beforeEach, expect, it } from 'vitest';
import { WorldError } from '../../src/ports.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { keepSwitchedOff } from '../../src/zabbix/provision/switched-off.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

let fake: FakeZabbix;
let client: ZabbixClient;
/** The states of the items on the host; 1 is off. */
let items: Map<string, number>;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
  items = new Map([
    ['1', 1],
    ['2', 0],
  ]);
  fake.methods.set('item.get', (_, { filter, itemids }) =>
    [...items].flatMap(([itemid, status]) =>
      (filter as { status: number }).status === status &&
      (itemids === undefined || (itemids as string[]).includes(itemid))
        ? [{ itemid, name: `Item ${itemid}`, hosts: [{ name: 'Linchpin: mail' }] }]
        : [],
    ),
  );
  fake.methods.set('item.update', (_, forms) => {
    for (const { itemid, status } of Object.values(forms) as { itemid: string; status: number }[])
      items.set(itemid, status);
    return { itemids: [...items.keys()] };
  });
  for (const method of ['trigger.get', 'discoveryrule.get']) fake.methods.set(method, () => []);
});
afterEach(async () => {
  client.close();
  await fake.stop();
});

const wish = (importing: () => Promise<void>): Promise<void> => keepSwitchedOff(client, ['10'], importing);
const timedOut = new WorldError('E301', 'Zabbix did not answer within 30 s.');

it('what an import switched on is switched off again', async () => {
  await wish(() => Promise.resolve(void items.set('1', 0)));
  expect([...items.values()]).toEqual([1, 0]);
});

it('what an import switched on that broke off on its way back is switched off again', async () => {
  const importing = (): Promise<void> => {
    items.set('1', 0);
    return Promise.reject(timedOut);
  };
  await expect(wish(importing)).rejects.toThrow(WorldError);
  expect([...items.values()]).toEqual([1, 0]);
});

it('an import of which no answer came names what it may switch on later', async () => {
  await expect(wish(() => Promise.reject(timedOut))).rejects.toThrow(
    /^Zabbix did not answer within 30 s\. .*had switched off \(1\): "Item 1" on "Linchpin: mail"\. /u,
  );
});

it('of very much that was off the error names a few and says how many there are', async () => {
  items = new Map(Array.from({ length: 500 }, (_, at) => [String(at), 1]));
  await expect(wish(() => Promise.reject(timedOut))).rejects.toThrow(/\(500\): .*"Item 9" on "[^"]*" and 490 more\. /u);
});

it('an import that Zabbix refused says no more than that', async () => {
  const refusal = new WorldError('E309', 'No permissions.');
  await expect(wish(() => Promise.reject(refusal))).rejects.toBe(refusal);
});
