import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { TinyTrapper } from './tiny-trapper.ts';

const open: TinyTrapper[] = [];

async function trapper(known: Iterable<string>): Promise<{ trapper: TinyTrapper; node: string }> {
  const made = new TinyTrapper(known);
  open.push(made);
  return { trapper: made, node: await made.listen() };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function values(count: number, key: (index: number) => string = (index) => `k${index}`): OutgoingValue[] {
  return Array.from({ length: count }, (_, index) => ({
    host: 'h',
    key: key(index),
    value: index,
    clock: 1_700_000_000,
    ns: index,
  }));
}

function items(sent: readonly OutgoingValue[]): string[] {
  return sent.map((value) => `${value.host}/${value.key}`);
}

describe('sending', () => {
  it('keeps order, clock and ns over batches of at most 1,000 values a connection', async () => {
    const sent = values(2500);
    const { trapper: zabbix, node } = await trapper(items(sent));
    await expect(new TrapperSender({ nodes: [node] }).send(sent)).resolves.toEqual({ accepted: 2500, refused: [] });
    expect(zabbix.requests.map((request) => request.length)).toEqual([1000, 1000, 500]);
    expect(zabbix.stored).toEqual(sent.map((value) => ({ ...value, value: String(value.value) })));
  });

  it('keeps two calls made at once apart and in order', async () => {
    const sent = values(1500);
    const { trapper: zabbix, node } = await trapper(items(sent));
    const sender = new TrapperSender({ nodes: [node] });
    await Promise.all([sender.send(sent.slice(0, 1200)), sender.send(sent.slice(1200))]);
    expect(zabbix.stored.map((value) => value.ns)).toEqual(sent.map((value) => value.ns));
  });

  it('sends nothing and opens no connection for no values', async () => {
    await expect(new TrapperSender({ nodes: ['127.0.0.1:1'] }).send([])).resolves.toEqual({ accepted: 0, refused: [] });
  });

  it('compresses when told to, and understands compressed answers', async () => {
    const sent = values(10);
    const { trapper: zabbix, node } = await trapper(items(sent));
    zabbix.compressAnswers = true;
    await expect(new TrapperSender({ nodes: [node], compress: true }).send(sent)).resolves.toEqual({
      accepted: 10,
      refused: [],
    });
    expect(zabbix.flags).toEqual([3]);
    expect(zabbix.stored).toHaveLength(10);
  });

  it('replaces what would make Zabbix cut or lose a value in silence: NUL and halves of surrogate pairs', async () => {
    const { trapper: zabbix, node } = await trapper(['h/k']);
    const text = `a\0b\u{d800}c\u{1f600}`;
    await new TrapperSender({ nodes: [node] }).send([{ host: 'h', key: 'k', value: text, clock: 1, ns: 1 }]);
    expect(zabbix.stored[0]?.value).toBe('a\u{fffd}b\u{fffd}c\u{1f600}');
  });

  it('keeps long values whole but puts at most 8 MiB of them into one packet', async () => {
    const long = 'x'.repeat(5 * 1024 * 1024);
    const sent = values(3).map((value) => ({ ...value, value: long }));
    const { trapper: zabbix, node } = await trapper(items(sent));
    await new TrapperSender({ nodes: [node] }).send(sent);
    expect(zabbix.requests.map((request) => request.length)).toEqual([1, 1, 1]);
    expect(zabbix.stored.every((value) => value.value === long)).toBe(true);
  });
});

describe('refused values', () => {
  it('finds exactly those of unknown items, however they are spread', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 120 }),
        fc.uniqueArray(fc.nat(40)),
        async (keys, missing) => {
          const sent = values(keys.length, (index) => `k${keys[index] ?? 0}`);
          const unknown = new Set(missing.map((key) => `h/k${key}`));
          const { trapper: zabbix, node } = await trapper(items(sent).filter((item) => !unknown.has(item)));
          const outcome = await new TrapperSender({ nodes: [node], batch: 50 }).send(sent);
          const expected = sent.filter((value) => unknown.has(`h/${value.key}`));
          expect(outcome).toEqual({ accepted: sent.length - expected.length, refused: expected });
          expect(zabbix.stored).toHaveLength(outcome.accepted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('asks once when everything was refused', async () => {
    const sent = values(1000);
    const { trapper: zabbix, node } = await trapper([]);
    await expect(new TrapperSender({ nodes: [node] }).send(sent)).resolves.toEqual({ accepted: 0, refused: sent });
    expect(zabbix.requests).toHaveLength(1);
  });

  it('finds one among a thousand in a dozen requests and sends no older value of an item again', async () => {
    const sent = values(1000, (index) => `k${index % 500}`);
    const { trapper: zabbix, node } = await trapper(items(sent).filter((item) => item !== 'h/k321'));
    const outcome = await new TrapperSender({ nodes: [node] }).send(sent);
    expect(outcome.refused.map((value) => value.ns)).toEqual([321, 821]);
    expect(zabbix.requests.length).toBeLessThanOrEqual(12);
    expect(
      zabbix.requests
        .slice(1)
        .flat()
        .every((value) => value.ns >= 500),
    ).toBe(true);
  });

  it('stays bounded when every second item is unknown, and calls nothing accepted that was not', async () => {
    const sent = values(1000);
    const { trapper: zabbix, node } = await trapper(items(sent).filter((_, index) => index % 2 === 0));
    const outcome = await new TrapperSender({ nodes: [node] }).send(sent);
    expect(zabbix.requests.length).toBeLessThanOrEqual(258);
    const refused = new Set(outcome.refused.map((value) => value.ns));
    expect(sent.filter((value) => value.ns % 2 === 1).every((value) => refused.has(value.ns))).toBe(true);
  });

  it('sends the batch again when items became known while it was looking', async () => {
    const sent = values(100, (index) => `k${index % 50}`);
    const { trapper: zabbix, node } = await trapper(items(sent).filter((item) => item !== 'h/k7' && item !== 'h/k9'));
    zabbix.beforeRequest = (count) => {
      if (count === 2) zabbix.known.add('h/k7');
    };
    const outcome = await new TrapperSender({ nodes: [node] }).send(sent);
    expect(outcome.refused.map((value) => value.key)).toEqual(['k9', 'k9']);
    expect(zabbix.stored.filter((value) => value.key === 'k7')).toHaveLength(2);
  });
});

describe('several nodes', () => {
  it('goes on to the next node when one does not listen, and begins with the living one afterwards', async () => {
    const sent = values(3);
    const other = new TinyTrapper(items(sent));
    const gone = await other.listen();
    await other.close();
    const { trapper: zabbix, node } = await trapper(items(sent));
    const sender = new TrapperSender({ nodes: [gone, node] });
    await expect(sender.send(sent)).resolves.toMatchObject({ accepted: 3 });

    open.push(other);
    await other.listen(Number(gone.split(':')[1]));
    await sender.send(sent);
    expect([other.requests.length, zabbix.requests.length]).toEqual([0, 2]);
  });
});
