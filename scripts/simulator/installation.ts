/** A machine with its file systems; `host` is the technical name of its Zabbix host. */
export interface SimulatedServer {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly disks: readonly SimulatedDisk[];
}

/** A file system of a server. */
export interface SimulatedDisk {
  readonly id: string;
  readonly mount: string;
}

/** A container with what it is like: its usual load and its limits. `leader` stands first in its shard. */
export interface SimulatedContainer {
  readonly name: string;
  readonly pod: string;
  readonly shard: string;
  readonly server: string;
  /** Whether it keeps data and so has a role in its shard. */
  readonly stores: boolean;
  /** The role that it keeps whatever happens: only people make another container the primary of its shard. */
  readonly fixedRole?: 'primary' | 'replica';
  readonly requestsPerSecond: number;
  readonly secondsPerRequest: number;
  readonly cpuLimit: number;
  readonly memoryLimit: number;
  readonly image: string;
  readonly hasHealthCheck: boolean;
}

/** A pod and the pods that it calls. */
export interface SimulatedPod {
  readonly id: string;
  readonly calls: readonly string[];
}

/** Everything that there is to behave, in a fixed order: a number in a list names the same thing at every tick. */
export interface Installation {
  readonly servers: readonly SimulatedServer[];
  readonly containers: readonly SimulatedContainer[];
  readonly pods: readonly SimulatedPod[];
}

const mebibyte = 1024 * 1024;
const memoryLimits = [512, 1024, 2048, 4096] as const;
const cpuLimits = [1, 2, 4] as const;

/** What a container is like by the name of its pod: the same pod is alike everywhere and at every start. */
export function character(
  pod: string,
): Pick<
  SimulatedContainer,
  'requestsPerSecond' | 'secondsPerRequest' | 'cpuLimit' | 'memoryLimit' | 'image' | 'hasHealthCheck'
> {
  const draw = (what: string): number => unit(hash(`${pod}/${what}`));
  return {
    requestsPerSecond: 10 + Math.round(draw('requests') * 40),
    secondsPerRequest: 0.002 + draw('busy') * 0.02,
    cpuLimit: cpuLimits[Math.floor(draw('cpu') * cpuLimits.length)] ?? 1,
    memoryLimit: (memoryLimits[Math.floor(draw('memory') * memoryLimits.length)] ?? 512) * mebibyte,
    image: `registry.example.org/mail/${pod}:${1 + Math.floor(draw('major') * 6)}.${Math.floor(draw('minor') * 20)}.${Math.floor(draw('patch') * 10)}`,
    hasHealthCheck: draw('health') < 0.8,
  };
}

/** A hash of a text, 32 bits (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** Noise in 0…1 that depends on these three numbers alone, so that a run can be repeated. */
export function noise(seed: number, index: number, step: number): number {
  return unit(Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(step | 0, 0xc2b2ae35));
}

/** Spreads 32 bits evenly over 0…1 (the finish of MurmurHash3). */
function unit(bits: number): number {
  let value = bits;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 0x1_0000_0000;
}
