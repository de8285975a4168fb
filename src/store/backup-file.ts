import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { WorldError } from '../ports.ts';

/** Writes lines into a packed file that appears under its name only when it is whole; gives its size. */
export async function writePacked(file: string, lines: AsyncIterable<string>): Promise<number> {
  const partial = `${file}.partial`;
  try {
    await mayReplace(file);
    // What it holds is for those who may read the store.
    const target = createWriteStream(partial, { mode: 0o600, flush: true });
    await pipeline(Readable.from(lines, { objectMode: true }), createGzip(), target);
    const { size } = await stat(partial);
    await rename(partial, file);
    return size;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw fileFault(`The backup ${file} cannot be written`, error);
  }
}

/** The lines of a packed file. Rejects with `WorldError` where it can't be read, is none or is cut off. */
export async function* readPacked(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  // `pipe` passes no errors on, and who reads lines must hear of them.
  source.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const line of createInterface({ input: source.pipe(unpacked), crlfDelay: Infinity })) yield line;
  } catch (error) {
    throw fileFault(`The backup ${file} cannot be read`, error);
  } finally {
    source.destroy();
  }
}

const packedMagic = [0x1f, 0x8b];

/** Who mistypes a name must not lose another file: only what looks like a backup is replaced. */
async function mayReplace(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return;
  if (found.isFile()) {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      if (bytesRead === 0 || packedMagic.every((byte, index) => buffer[index] === byte)) return;
    } finally {
      await handle.close();
    }
  }
  throw new WorldError('E415', `${file} is there and is no backup: name another file.`);
}

function fileFault(what: string, error: unknown): unknown {
  if (error instanceof WorldError || !(error instanceof Error)) return error;
  const code = String(Reflect.get(error, 'code'));
  if (code.startsWith('Z_')) return new WorldError('E410', `${what}: it is no backup, or is cut off (${code}).`);
  switch (code) {
    case 'ENOENT':
      return new WorldError('E410', `${what}: there is no such file or folder.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new WorldError('E410', `${what}: this user may not (${code}).`);
    case 'ENOTDIR':
    case 'EISDIR':
      return new WorldError('E410', `${what}: expected the name of a file (${code}).`);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EIO':
      return new WorldError('E411', `${what}: its disk is full or failed (${code}).`);
    default:
      return error;
  }
}
