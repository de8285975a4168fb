import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { changeText } from '../../src/zabbix/provision/changes.ts';
import { applyObjects, planObjects } from '../../src/zabbix/provision/objects.ts';
import type { Collection, NamedObject, ObjectWish } from '../../src/zabbix/provision/objects.ts';
import type { Prints } from '../../src/zabbix/provision/record.ts';
import type { Row } from '../support/fake-zabbix-state.ts';
import { keepObjects } from '../support/fake-zabbix-objects.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

let fake: FakeZabbix;
let client: ZabbixClient;
let images: Map<string, Row>;
let maps: Map<string, Row>;
/** What the last provisioning noted. */
let remembered: Prints;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
  images = keepObjects(fake, 'image');
  maps = keepObjects(fake, 'map');
  remembered = new Map();
});
afterEach(async () => {
  client.close();
  await fake.stop();
});

const object = (name: string, form: Row = {}, more: Partial<NamedObject> = {}): NamedObject => ({
  name,
  form: () => ({ name, owner: 'us', ...form }),
  details: [],
  ...more,
});

const collection = (
  kind: 'image' | 'map',
  objects: readonly NamedObject[],
  more: Partial<Collection> = {},
): Collection => ({ kind, objects, ask: { output: 'extend' }, isOurs: ({ owner }) => owner === 'us', ...more });

const unknown = { written: new Map<string, string>(), replace: false };

const wish = (...collections: readonly Collection[]): ObjectWish => ({ collections });

async function apply(wished: ObjectWish, { replace = false } = {}): Promise<readonly string[]> {
  const regard = { written: remembered, replace };
  const planned = (await planObjects(client, wished, regard)).map(changeText);
  const { changes, prints } = await applyObjects(client, wished, regard);
  remembered = prints;
  expect(changes.map(changeText)).toEqual(planned);
  return planned;
}

/** The requests that change something, since the last call. */
function writes(): readonly string[] {
  return fake.asked().filter((method) => !/\.get$|^apiinfo\./.test(method));
}

describe('objects that are wished for', () => {
  it('are made as planned, and a second time nothing is written', async () => {
    const wished = wish(collection('image', [object('a'), object('b')]));
    expect(await apply(wished)).toEqual(['create image "a"', 'create image "b"']);
    expect(writes()).toEqual(['image.create']);
    expect(await apply(wished)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it('are written in pieces of a hundred', async () => {
    await apply(
      wish(
        collection(
          'image',
          Array.from({ length: 250 }, (_, index) => object(`image ${index}`)),
        ),
      ),
    );
    expect(writes()).toEqual(['image.create', 'image.create', 'image.create']);
    expect(images.size).toBe(250);
  });

  it('may refer to what was made just before', async () => {
    const map = object('m', {}, { form: (ids) => ({ name: 'm', owner: 'us', icon: ids('image', 'a') ?? '' }) });
    await apply(wish(collection('image', [object('a')]), collection('map', [map])));
    expect([...maps.values()].map(({ icon }) => icon)).toEqual([...images.keys()]);
  });

  it('get what Zabbix never shows with each writing, and it alone is no reason to write', async () => {
    const secret = (value: string): Partial<NamedObject> => ({ hidden: { secret: value } });
    await apply(wish(collection('image', [object('a', { size: 1 }, secret('one'))])));
    expect(await apply(wish(collection('image', [object('a', { size: 1 }, secret('two'))])))).toEqual([]);
    await apply(wish(collection('image', [object('a', { size: 2 }, secret('two'))])));
    expect([...images.values()].map(({ secret: kept }) => kept)).toEqual(['two']);
  });

  it('begin with what is the site’s to change later', async () => {
    const wished = wish(collection('image', [object('a', {}, { first: { period: 1 } })]));
    await apply(wished);
    const [[id = '', row = {}] = []] = images;
    images.set(id, { ...row, period: '7' });
    expect(await apply(wished)).toEqual([]);
    expect(images.get(id)?.['period']).toBe('7');
  });
});

describe('what people changed of ours', () => {
  const sized = (size: number, more: Partial<NamedObject> = {}): ObjectWish =>
    wish(collection('image', [object('a', { size }, more)]));

  function change(more: Row): void {
    const [[id = '', row = {}] = []] = images;
    images.set(id, { ...row, ...more });
  }

  it('stays, is named each time, and holds up nothing else', async () => {
    await apply(sized(1));
    change({ size: '9' });
    const kept = 'keep image "a": changed by hand; --replace puts back: size';
    expect(await apply(wish(collection('image', [object('a', { size: 1 }), object('b')])))).toEqual([
      kept,
      'create image "b"',
    ]);
    expect(await apply(wish(collection('image', [object('a', { size: 2 }), object('b')])))).toEqual([kept]);
    expect([...images.values()].map(({ size }) => size)).toEqual(['9', undefined]);
  });

  it('is put back where that is wished for, and what the site added stays even then', async () => {
    await apply(sized(1));
    change({ size: '9', theirs: 'x' });
    expect(await apply(sized(1), { replace: true })).toEqual(['update image "a": size']);
    expect([...images.values()]).toMatchObject([{ size: '1', theirs: 'x' }]);
    expect(await apply(sized(2))).toEqual(['update image "a": size']);
  });

  it('counts as unchanged again when they took it back', async () => {
    await apply(sized(1));
    change({ size: '9' });
    await apply(sized(1));
    change({ size: '1' });
    expect(await apply(sized(1))).toEqual([]);
    expect(await apply(sized(2))).toEqual(['update image "a": size']);
  });

  it('does not hinder a new version where it is what a new version would write', async () => {
    await apply(sized(1));
    change({ size: '2' });
    expect(await apply(sized(2))).toEqual([]);
    expect(await apply(sized(3))).toEqual(['update image "a": size']);
  });

  it('is only what counts as its content', async () => {
    const content: NamedObject['content'] = ({ size }) => size;
    const wished = (size: number, depth: number): ObjectWish =>
      wish(collection('image', [object('a', { size, depth }, { content })]));
    await apply(wished(1, 1));
    change({ depth: '9' });
    expect(await apply(wished(1, 1))).toEqual(['update image "a": depth']);
    change({ size: '9' });
    expect(await apply(wished(1, 2))).toEqual(['keep image "a": changed by hand; --replace puts back: size; depth']);
  });

  it('is still ours, and goes with the rest, though they took our mark off it', async () => {
    await apply(sized(1));
    change({ owner: 'nobody' });
    expect(await apply(sized(1))).toEqual(['keep image "a": changed by hand; --replace puts back: owner']);
    expect(await apply({ ...sized(1), remove: true })).toEqual(['delete image "a"']);
  });

  it('stays where nobody knows any more what was written', async () => {
    await apply(sized(1));
    remembered = new Map();
    expect(await apply(sized(2))).toEqual(['keep image "a": perhaps changed by hand; --replace puts back: size']);
    expect(await apply(sized(1))).toEqual([]);
    expect(await apply(sized(2))).toEqual(['update image "a": size']);
  });
});

describe('what is not ours', () => {
  beforeEach(() => {
    images.set('1', { imageid: '1', name: 'a', owner: 'them' });
  });

  it('is refused under our name, before anything is written', async () => {
    const wished = wish(collection('image', [object('b'), object('a')]));
    await expect(applyObjects(client, wished, unknown)).rejects.toThrow(
      /has a image "a" that Linchpin did not make: rename or delete it/,
    );
    expect(writes()).toEqual([]);
  });

  it('stays when all of ours goes, and is named', async () => {
    images.set('2', { imageid: '2', name: 'b', owner: 'us' });
    const gone = { ...wish(collection('image', [object('a'), object('b')])), remove: true };
    expect(await apply(gone)).toEqual(['delete image "b"', 'keep image "a": Linchpin did not make it']);
    expect([...images.keys()]).toEqual(['1']);
  });

  it('stays among what is looked at for what nobody wishes for any more', async () => {
    images.set('2', { imageid: '2', name: 'old', owner: 'us' });
    expect(await apply(wish(collection('image', [object('new')], { among: {} })))).toEqual([
      'create image "new"',
      'delete image "old"',
    ]);
    expect([...images.values()].map(({ name }) => name).sort()).toEqual(['a', 'new']);
  });
});

describe('what goes', () => {
  it('goes the other way round than it was made', async () => {
    const wished = wish(collection('image', [object('a')]), collection('map', [object('m')]));
    await apply(wished);
    writes();
    expect(await apply({ ...wished, remove: true })).toEqual(['delete map "m"', 'delete image "a"']);
    expect(writes()).toEqual(['map.delete', 'image.delete']);
  });

  it('stays where somebody uses it, and says who', async () => {
    const wished = wish(collection('image', [object('a')], { inUse: () => '"somebody" still has it' }));
    await apply(wished);
    expect(await apply({ ...wished, remove: true })).toEqual(['keep image "a": "somebody" still has it']);
    expect(images.size).toBe(1);
  });

  it('is nothing where the user may not even look', async () => {
    fake.denied.add('image.get');
    expect(await apply({ ...wish(collection('image', [object('a')])), remove: true })).toEqual([]);
    await expect(planObjects(client, wish(collection('image', [object('a')])), unknown)).rejects.toThrow(
      'may not call image.get',
    );
  });
});

it('a change that Zabbix accepts and does not make is an error that names it', async () => {
  fake.methods.set('image.create', () => ({ imageids: ['77'] }));
  await expect(applyObjects(client, wish(collection('image', [object('a')])), unknown)).rejects.toThrow(
    /accepted the changes but does not show them all; still to do: create image "a"/,
  );
});
