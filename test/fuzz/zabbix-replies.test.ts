import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { statusOf } from '../../src/cli/exit-status.ts';
import { methodOf } from '../support/fake-zabbix-methods.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import type { SeenRequest } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';
import { hostileText, hostileValue, isPolluted, waysInto, withAt } from '../support/hostile.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [db] } }
pods: { db: { kind: stateless, replicas: { min: 1, max: 9 }, containers: "db-{any}" } }
servers: { vm-1: { disks: { data: { mount: /data } } }, vm-2: }
`;

let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  fake = await FakeZabbix.start('7.0.22');
  site = new FollowedSite(fake, model);
  site.more['LINCHPIN_SIGNALS_PRESETS'] = 'docker-agent2,linux-agent,smart,kubernetes,nginx-plus,haproxy,envoy';
  site.runs('vm-1', ['db-a', 'db-b'], ['/data']).runs('vm-2', ['db-c']);
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
  expect(isPolluted()).toBe(false);
});

const trueResult = ({ method, params }: SeenRequest): unknown =>
  JSON.parse(JSON.stringify(methodOf(fake.state, method)?.(fake.state, params) ?? null));

it('whatever stands at a place of an answer, the cycle is one of a known kind of failure, or judged', async () => {
  await site.cycle();
  const methods = ['host.get', 'item.get', 'history.get', 'problem.get', 'trigger.get', 'proxy.get'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...methods), fc.nat(), hostileValue, async (method, seed, value) => {
      fake.fault = (request) => {
        if (request.method !== method) return undefined;
        const result = trueResult(request);
        const ways = waysInto(result);
        return { kind: 'result', result: withAt(result, ways[seed % ways.length] ?? [], value) };
      };
      const { readError, result } = await site.report();
      expect([0, 2, 3]).toContain(readError === undefined ? 0 : statusOf(readError));
      expect(readError === undefined ? '' : readError.message.slice(1200)).toBe('');
      expect(result).toBeDefined();
    }),
    { numRuns: 150 },
  );
});

it('whatever people call hosts, items, tags and problems, and whatever values they have, the cycle is judged', async () => {
  await site.cycle();
  await fc.assert(
    fc.asyncProperty(fc.array(hostileText, { minLength: 5, maxLength: 5 }), async ([host, key, tag, value, error]) => {
      fake.fault = (request) => {
        const rows = trueResult(request);
        if (!Array.isArray(rows) || !['host.get', 'item.get', 'history.get'].includes(request.method)) return undefined;
        const changed = (rows as readonly Record<string, unknown>[]).map((row, index) => ({
          ...row,
          ...('key_' in row &&
            index % 2 === 0 && { key_: `docker.container_info.state.running["${String(key)}"]`, error }),
          ...('host' in row && index % 2 === 0 && { host, name: host }),
          ...('tags' in row && {
            tags: [
              { tag: 'container', value: tag },
              { tag, value },
            ],
          }),
          ...('value' in row && index % 2 === 0 && { value }),
          ...('lastvalue' in row && index % 2 === 0 && { lastvalue: value }),
        }));
        return { kind: 'result', result: changed };
      };
      const { readError, result } = await site.report(301);
      expect([readError, result === undefined]).toEqual([undefined, false]);
    }),
    { numRuns: 100 },
  );
});

it('whatever comes in the place of an answer, it is one of a known kind of failure', async () => {
  await site.cycle();
  const bodies = fc.oneof(
    hostileText,
    hostileValue.map((value) => JSON.stringify(value)),
    fc
      .record({ jsonrpc: fc.constant('2.0'), result: hostileValue, error: hostileValue }, { requiredKeys: ['jsonrpc'] })
      .map((answer) => JSON.stringify(answer))
      // That there are no hosts is an answer.
      .filter((answer) => answer !== '{"jsonrpc":"2.0","result":[]}'),
    hostileText.map((data) => JSON.stringify({ jsonrpc: '2.0', error: { code: -1, message: data, data } })),
  );
  // Of others it is asked again, after a while.
  const statuses = fc.constantFrom(200, 201, 301, 400, 401, 403, 404, 413, 500, 501);
  await fc.assert(
    fc.asyncProperty(statuses, bodies, async (status, body) => {
      fake.fault = ({ method }) => (method === 'host.get' ? { kind: 'http', status, body } : undefined);
      const { readError } = await site.report();
      expect([2, 3]).toContain(statusOf(readError));
      expect(readError?.message.length).toBeLessThan(1200);
      expect(readError?.message).not.toMatch(/[\u0000-\u001f]/u);
    }),
    { numRuns: 100 },
  );
});
