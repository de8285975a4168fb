import { crc32 } from 'node:zlib';
import type { Collection } from './objects.ts';
import { maker, ownName } from './own-names.ts';
import type { FoundObject } from './schema.ts';
import { colours, severityColours } from './dashboard-widget.ts';

/** How large the icons are, in pixels. */
export const iconSize = { width: 64, height: 24 } as const;

/** How a node is on a map; `nothing` is seen through, so that what lies below shows. */
export type IconState = 'working' | 'reserve' | 'down' | 'nothing';

/** The name of an icon of the Linchpin whose hosts are in a group: two that share a Zabbix have icons of their own. */
export function iconName(ownGroup: string, state: IconState): string {
  return ownName(`icon ${state}`, ownGroup);
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const border = '5B6B73';
const fills: readonly (readonly [state: IconState, fill: string | undefined])[] = [
  ['working', colours.quiet],
  ['reserve', severityColours[3]],
  ['down', severityColours[5]],
  ['nothing', undefined],
];

/** The icons of the maps. Zabbix has none of its own that say by colour alone how a node is. */
export function mapIcons(ownGroup: string): Collection {
  return {
    kind: 'image',
    ask: { output: ['imageid', 'name', 'imagetype'], select_image: true },
    isOurs: isOwnImage,
    objects: fills.map(([state, fill]) => {
      const name = iconName(ownGroup, state);
      return {
        name,
        form: () => ({ name, image: box(fill).toString('base64') }),
        first: { imagetype: 1 },
        details: [],
      };
    }),
  };
}

function isOwnImage({ image }: FoundObject): boolean {
  return typeof image === 'string' && Buffer.from(image, 'base64').includes(maker);
}

/** A box with a border and a fill, as PNG; without a fill nothing can be seen of it, but it can be clicked. */
function box(fill: string | undefined): Buffer {
  const { width, height } = iconSize;
  const inner = fill === undefined ? clear : rgb(fill);
  const outer = fill === undefined ? clear : rgb(border);
  const rows = Array.from({ length: height }, (_, y) => {
    const pixels = Array.from({ length: width }, (__, x) => {
      const edge = Math.min(x, y, width - 1 - x, height - 1 - y);
      return edge < 2 ? outer : inner;
    });
    // Each row begins with its filter: none.
    return Buffer.from([0, ...pixels.flat()]);
  });
  return png(width, height, Buffer.concat(rows));
}

const clear: Colour = [255, 255, 255, 0];

function rgb(hex: string): Colour {
  const [red = 0, green = 0, blue = 0] = Buffer.from(hex, 'hex');
  return [red, green, blue, 255];
}

/** PNG (W3C, 2003) with a palette-free 8-bit picture. Not compressed: the same icon is the same bytes everywhere. */
function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Source\0${maker}`, 'latin1')),
    chunk('IDAT', stored(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** One stored block of deflate (RFC 1951, at most 65,535 bytes) in zlib's frame (RFC 1950). */
function stored(content: Buffer): Buffer {
  const head = Buffer.from([0x78, 0x01, 1, 0, 0, 0, 0]);
  head.writeUInt16LE(content.length, 3);
  head.writeUInt16LE(0xffff - content.length, 5);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(adler32(content), 0);
  return Buffer.concat([head, content, sum]);
}

function adler32(content: Buffer): number {
  let [low, high] = [1, 0];
  for (const byte of content) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
