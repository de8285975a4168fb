import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { WorldError } from '../../src/ports.ts';
import type { SendOutcome } from '../../src/ports.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { frame, TinyTrapper } from './tiny-trapper.ts';

const value = { host: 'h', key: 'k', value: 1, clock: 1, ns: 1 };
const open: TinyTrapper[] = [];

async function answering(answer: (socket: Socket) => void): Promise<string> {
  const zabbix = new TinyTrapper([]);
  zabbix.answer = answer;
  open.push(zabbix);
  return zabbix.listen();
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function errorOf(nodes: readonly string[], timeoutMs = 20_000): Promise<WorldError> {
  const outcome: SendOutcome | WorldError = await new TrapperSender({ nodes, timeoutMs })
    .send([value])
    .catch((error: unknown) => {
      if (error instanceof WorldError) return error;
      throw error;
    });
  if (!(outcome instanceof WorldError)) throw new Error(`sent: ${JSON.stringify(outcome)}`);
  return outcome;
}

const header = (flags: number, length: number, reserved = 0): Buffer => {
  const bytes = Buffer.from('ZBXD\0\0\0\0\0\0\0\0\0', 'latin1');
  bytes.writeUInt8(flags, 4);
  bytes.writeUInt32LE(length, 5);
  bytes.writeUInt32LE(reserved, 9);
  return bytes;
};

describe('an answer that is none', () => {
  const wrongPeer: readonly (readonly [string, Buffer, RegExp])[] = [
    [
      'a web page',
      Buffer.from('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<html>'),
      /begins with "HTTP\/1\.1 400 Bad Reque/,
    ],
    ['a huge length', header(1, 0xffff_ffff), /announces 4294967295 bytes/],
    ['a huge unpacked size', header(3, 10, 0x7fff_ffff), /announces 2147483647 bytes/],
    ['a large packet', header(5, 10), /flags are 0x5 \(large packet\)/],
    ['no protocol flag', header(0, 10), /flags are 0x0/],
    ['damaged zlib', Buffer.concat([header(3, 4, 20), Buffer.from('abcd')]), /damaged/],
    ['words of an agent', frame('ZBX_NOTSUPPORTED\0Unsupported item key.'), /no JSON object but "ZBX_NOTSUPPORTED/],
    ['JSON of another kind', frame('[1,2]'), /no JSON object/],
    ['success without numbers', frame('{"response":"success"}'), /numbers of processed and failed/],
    [
      'numbers of other values',
      frame('{"response":"success","info":"processed: 2; failed: 0; total: 2"}'),
      /sent 1 values and answers for 2/,
    ],
  ];
  it.each(wrongPeer)('%s says that no trapper listens there, and is not retried in hope', async (_, bytes, words) => {
    const node = await answering((socket) => socket.end(bytes));
    const error = await errorOf([node]);
    expect(error.message).toMatch(words);
    expect(error.message).toContain(node);
    expect(error).toMatchObject({ kind: 'invalid', retryable: false });
  });

  it('a zlib bomb is not unpacked beyond its announced size', async () => {
    const bomb = frame('0'.repeat(50_000_000), true);
    bomb.writeUInt32LE(100, 9);
    const error = await errorOf([await answering((socket) => socket.end(bomb))]);
    expect(error.message).toMatch(/larger than the 100 bytes announced/);
  });

  it('a refusal is repeated in the words of the server', async () => {
    const node = await answering((socket) =>
      socket.end(frame('{"response":"failed","info":"connections of this host are not allowed"}')),
    );
    await expect(errorOf([node])).resolves.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('connections of this host') as string,
    });
  });
});

describe('no answer', () => {
  it.each([
    { what: 'a connection closed at once', answer: (socket: Socket) => socket.end(), words: /without an answer/ },
    {
      what: 'a truncated answer',
      answer: (socket: Socket) => socket.end(frame('{"response":"success"}').subarray(0, 20)),
      words: /in the middle of its answer/,
    },
    {
      what: 'a reset',
      answer: (socket: Socket) => socket.resetAndDestroy(),
      words: /broke the connection off \(ECONNRESET\)/,
    },
    { what: 'silence', answer: () => undefined, timeoutMs: 300, words: /no answer within 0\.3 s/ },
  ])('$what may pass, and names the address', async ({ answer, timeoutMs, words }) => {
    const node = await answering((socket) => void answer(socket));
    const error = await errorOf([node], timeoutMs);
    expect(error.message).toMatch(words);
    expect(error.message).toContain(node);
    expect(error.retryable).toBe(true);
  });

  it('a port nobody listens on says so with advice', async () => {
    const error = await errorOf(['127.0.0.1:1']);
    expect(error.message).toMatch(/127\.0\.0\.1:1 refused the connection \(ECONNREFUSED\).*zabbix\.trapper\.nodes/);
    expect(error.retryable).toBe(true);
  });

  it('of several nodes what may pass outweighs what will not, and each is named', async () => {
    const page = await answering((socket) => socket.end('<html>'));
    const error = await errorOf([page, '127.0.0.1:1']);
    expect(error.retryable).toBe(true);
    expect(error.message).toContain(page);
    expect(error.message).toContain('127.0.0.1:1 refused');
  });
});

describe('addresses', () => {
  it.each(['zbx:0', 'zbx:99999', 'http://zbx:10051', 'zbx:10051/x', '', 'a b', '::1:10051'])(
    '"%s" is refused with an example',
    (node) => {
      expect(() => new TrapperSender({ nodes: [node] })).toThrow(/zabbix\.trapper\.nodes.*zbx1:10051/);
    },
  );

  it('no address at all is a mistake of the configuration', async () => {
    await expect(errorOf([])).resolves.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('zabbix.trapper.nodes is empty') as string,
    });
  });

  it('the port may be left out and IPv6 stands in brackets', async () => {
    const error = await errorOf(['[::1]:1']);
    expect(error.message).toMatch(/\[::1\]:1/);
  });
});

describe('whatever bytes come', () => {
  it('end in a WorldError or an outcome, never in a crash or a hang', async () => {
    const good = frame('{"response":"success","info":"processed: 1; failed: 0; total: 1; seconds spent: 0.1"}', true);
    let bytes: Uint8Array = good;
    const node = await answering((socket) => socket.end(bytes));
    const sender = new TrapperSender({ nodes: [node], timeoutMs: 20_000 });
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const copy = Uint8Array.from(good);
        for (const [index, byte] of changes) copy[index] = byte;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 60 }), damaged), async (sent) => {
        bytes = sent;
        const outcome = await sender.send([value]).catch((error: unknown) => error);
        expect(outcome instanceof WorldError || (outcome as SendOutcome).accepted === 1).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
