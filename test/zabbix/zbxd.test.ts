import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decodePacket, encodePacket } from '../../src/zabbix/zbxd.ts';

describe('the frame', () => {
  it('is ZBXD, flag 1, length and a reserved zero, little-endian', () => {
    expect(encodePacket('{}', { compress: false }).toString('hex')).toBe(
      '5a425844' + '01' + '02000000' + '00000000' + '7b7d',
    );
  });

  it('carries any text there and back, compressed or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, compress) => {
        const reading = decodePacket(encodePacket(text, { compress }), 1_000_000);
        expect(reading.kind === 'packet' && reading.body.toString('utf8')).toBe(text);
      }),
    );
  });

  it('is incomplete, never broken, at every cut', () => {
    const packet = encodePacket('{"response":"success"}', { compress: true });
    for (let cut = 0; cut < packet.length; cut++)
      expect(decodePacket(packet.subarray(0, cut), 1000)).toEqual({ kind: 'incomplete' });
  });

  it('takes any bytes without throwing', () => {
    const bytes = fc.tuple(fc.constantFrom('', 'ZBXD', 'ZBXD\x01', 'ZBXD\x03'), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(bytes, ([start, rest]) => {
        expect(['packet', 'incomplete', 'broken']).toContain(
          decodePacket(Buffer.concat([Buffer.from(start, 'latin1'), rest]), 64).kind,
        );
      }),
    );
  });
});
