import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { frame, TinyTrapper } from './tiny-trapper.ts';

// Constructed: the form is that of Zabbix's own programs, and no proxy group stood behind these answers.

const open: TinyTrapper[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Proxy {
  readonly trapper: TinyTrapper;
  readonly node: string;
  /** From now on it answers with this, or takes values where it is given nothing. */
  redirect(answer?: object): void;
  /** How often it was asked, whatever it answered. */
  asked(): number;
}

async function proxy(...items: readonly string[]): Promise<Proxy> {
  const trapper = new TinyTrapper(items);
  open.push(trapper);
  const node = await trapper.listen();
  let redirected = 0;
  return {
    trapper,
    node,
    redirect: (answer) => {
      trapper.answer =
        answer &&
        ((socket) => {
          redirected += 1;
          socket.end(frame(JSON.stringify({ response: 'failed', redirect: answer })));
        });
    },
    asked: () => trapper.requests.length + redirected,
  };
}

const value = (host: string, ns = 1): OutgoingValue => ({ host, key: 'k', value: 1, clock: 1_700_000_000, ns });

describe('a proxy of a group', () => {
  it('names the proxy of the host, which is followed at once and remembered', async () => {
    const [first, second] = [await proxy(), await proxy('h/k')];
    first.redirect({ address: second.node, revision: 7 });
    const sender = new TrapperSender({ nodes: [first.node] });
    await expect(sender.send([value('h')])).resolves.toEqual({ accepted: 1, refused: [] });
    await sender.send([value('h', 2)]);
    expect([first.asked(), second.asked()]).toEqual([1, 2]);
  });

  it('is asked for each host apart, since it decides by the first host of a request', async () => {
    const [first, second] = [await proxy('a/k'), await proxy('b/k')];
    const take = first.trapper;
    take.beforeRequest = () => undefined;
    const sender = new TrapperSender({ nodes: [first.node] });
    const mixed = [value('a', 1), value('b', 2), value('a', 3), value('b', 4)];
    const outcome = await sender.send(mixed);
    expect(outcome.refused).toEqual([mixed[1], mixed[3]]);
    expect(take.requests.every((request) => new Set(request.map(({ host }) => host)).size === 1)).toBe(true);
    expect(second.asked()).toBe(0);
  });

  it('that is gone is forgotten, and the configured nodes are asked again', async () => {
    const [first, second] = [await proxy('h/k'), await proxy('h/k')];
    first.redirect({ address: second.node, revision: 7 });
    const sender = new TrapperSender({ nodes: [first.node] });
    await sender.send([value('h')]);
    await second.trapper.close();
    open.splice(open.indexOf(second.trapper), 1);
    first.redirect();
    await expect(sender.send([value('h', 2)])).resolves.toMatchObject({ accepted: 1 });
    expect(first.trapper.requests).toHaveLength(1);
  });

  it('of an older state of the group does not undo what a newer one said', async () => {
    const [first, second, third] = [await proxy(), await proxy('h/k'), await proxy('h/k')];
    first.redirect({ address: second.node, revision: 7 });
    const sender = new TrapperSender({ nodes: [first.node] });
    await sender.send([value('h')]);
    second.redirect({ address: third.node, revision: 6 });
    first.redirect({ address: third.node, revision: 8 });
    await sender.send([value('h', 2)]);
    // The older word of the second is not followed: the first is asked, and its newer one is.
    expect([first.asked(), third.asked()]).toEqual([2, 1]);
  });

  it('that is offline sends back to the beginning, and the next configured node is asked', async () => {
    const [first, second] = [await proxy(), await proxy('h/k')];
    first.redirect({ reset: true });
    const sender = new TrapperSender({ nodes: [first.node, second.node] });
    await expect(sender.send([value('h')])).resolves.toMatchObject({ accepted: 1 });
    await sender.send([value('h', 2)]);
    expect([first.asked(), second.asked()]).toEqual([1, 2]);
  });

  it('that sends in a circle with others ends after a few hops with what to look at', async () => {
    const [first, second] = [await proxy(), await proxy()];
    first.redirect({ address: second.node, revision: 1 });
    second.redirect({ address: first.node, revision: 1 });
    const sender = new TrapperSender({ nodes: [first.node] });
    await expect(sender.send([value('h')])).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/from one to the other.*proxy group/u) as string,
    });
    expect(first.asked() + second.asked()).toBe(4);
  });

  it.each([{ address: 'no address', revision: 1 }, { address: 7, revision: 1 }, { address: '127.0.0.1:1' }])(
    'whose redirect makes no sense (%j) is taken for no trapper',
    async (answer) => {
      const only = await proxy();
      only.redirect(answer);
      await expect(new TrapperSender({ nodes: [only.node] }).send([value('h')])).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('redirects to an address that is none') as string,
      });
    },
  );
});
