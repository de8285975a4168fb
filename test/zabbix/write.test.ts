import { ZabbixClient } from '../../src/zabbix/client.ts';
import { HistoryPusher } from '../../src/zabbix/push.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { writeZabbixContract } from '../contract/write-zabbix.contract.ts';
import type { WrittenPlace } from '../contract/write-zabbix.contract.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

async function fake(
  version: string,
  writerOf: (zabbix: FakeZabbix, client: ZabbixClient) => WrittenPlace['writer'],
): Promise<WrittenPlace> {
  const zabbix = await FakeZabbix.start(version);
  const client = new ZabbixClient({ url: zabbix.url, credentials: { kind: 'token', token: zabbix.token } });
  const stop = async (): Promise<void> => {
    client.close();
    await zabbix.stop();
  };
  return { client, writer: writerOf(zabbix, client), stop };
}

for (const version of ['6.0.14', '7.0.22']) {
  writeZabbixContract(`writing to the fake ${version} by the sender protocol`, () =>
    fake(version, ({ trapper }) => new TrapperSender({ nodes: [trapper] })),
  );
}

writeZabbixContract('writing to the fake 7.0.22 by history.push', () =>
  fake('7.0.22', (_, client) => new HistoryPusher(client)),
);
