import { deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('ZBXD');
const headerLength = 13;
const flagProtocol = 0x01;
const flagCompressed = 0x02;
const flagLarge = 0x04;

/** What received bytes are: a whole packet, the beginning of one, or no acceptable packet whatever may still come. */
type PacketReading =
  | { readonly kind: 'packet'; readonly body: Buffer }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'broken'; readonly reason: string };

/** Frames a body for a Zabbix server: header of 13 bytes and the body, by zlib when asked. */
export function encodePacket(body: string, options: { readonly compress: boolean }): Buffer {
  const plain = Buffer.from(body, 'utf8');
  const sent = options.compress ? deflateSync(plain) : plain;
  const header = Buffer.alloc(headerLength);
  signature.copy(header);
  header.writeUInt8(options.compress ? flagProtocol | flagCompressed : flagProtocol, 4);
  header.writeUInt32LE(sent.length, 5);
  header.writeUInt32LE(options.compress ? plain.length : 0, 9);
  return Buffer.concat([header, sent]);
}

/** Reads a packet from all bytes received so far; one that holds or unpacks to more than `limit` bytes is broken. */
export function decodePacket(received: Buffer, limit: number): PacketReading {
  const known = Math.min(received.length, signature.length);
  if (!received.subarray(0, known).equals(signature.subarray(0, known))) {
    return broken(`it begins with "${printable(received)}", not with ZBXD`);
  }
  if (received.length < headerLength) return { kind: 'incomplete' };
  const flags = received.readUInt8(4);
  if ((flags & ~flagCompressed) !== flagProtocol) {
    // Servers send large packets (0x04) only to proxies; anything else is no version of the protocol known here.
    return broken(
      `its flags are 0x${flags.toString(16)}${flags & flagLarge ? ' (large packet)' : ''}, expected 0x1 or 0x3`,
    );
  }
  const length = received.readUInt32LE(5);
  const plainLength = received.readUInt32LE(9);
  if (length > limit || ((flags & flagCompressed) !== 0 && plainLength > limit)) {
    return broken(`it announces ${Math.max(length, plainLength)} bytes, at most ${limit} are expected`);
  }
  if (received.length < headerLength + length) return { kind: 'incomplete' };
  const body = received.subarray(headerLength, headerLength + length);
  return (flags & flagCompressed) === 0 ? { kind: 'packet', body } : inflated(body, plainLength);
}

function inflated(body: Buffer, plainLength: number): PacketReading {
  try {
    // The announced size bounds the work, so that a small packet cannot unpack to gigabytes.
    const plain = inflateSync(body, { maxOutputLength: Math.max(plainLength, 1) });
    if (plain.length === plainLength) return { kind: 'packet', body: plain };
    return broken(`it unpacks to ${plain.length} bytes, but announces ${plainLength}`);
  } catch {
    return broken(`its compressed part is damaged or larger than the ${plainLength} bytes announced`);
  }
}

function broken(reason: string): PacketReading {
  return { kind: 'broken', reason };
}

function printable(bytes: Buffer): string {
  return bytes
    .subarray(0, 24)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '.');
}
