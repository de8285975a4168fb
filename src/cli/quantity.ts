import type { SignalName, SignalValue } from '../domain/signal.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A limit with its unit (contracts, Signals): `2 cores`, `512 MiB`; `not set` where it is 0. */
export function limitText(signal: SignalName, value: SignalValue | undefined): string {
  if (value === undefined) return '';
  if (value === 0) return 'not set';
  if (typeof value === 'string') return value;
  return signal === 'memoryLimit' ? bytesText(value) : `${rounded(value)} ${value === 1 ? 'core' : 'cores'}`;
}

function bytesText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10), units.length - 1);
  return `${rounded(bytes / 1024 ** power)} ${units[power] ?? ''}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
