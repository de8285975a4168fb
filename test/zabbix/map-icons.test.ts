import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';

import { iconSize, mapIcons } from '../../src/zabbix/provision/map-icons.ts';

const none = (): undefined => undefined;
const pictures = mapIcons('Linchpin').objects.map(({ name, form }) => ({
  name,
  bytes: Buffer.from(String(form(none)['image']), 'base64'),
}));

it.each(pictures)('$name is a PNG whose pixels can be read', ({ bytes }) => {
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBe(iconSize.width);
  const start = bytes.indexOf('IDAT') + 4;
  const pixels = inflateSync(bytes.subarray(start, start + bytes.readUInt32BE(start - 8)));
  expect(pixels).toHaveLength(iconSize.height * (1 + 4 * iconSize.width));
});

it('two Linchpins in one Zabbix have icons of their own', () => {
  const others = mapIcons('Second').objects.map(({ name }) => name);
  expect(others.filter((name) => pictures.some((picture) => picture.name === name))).toEqual([]);
});
