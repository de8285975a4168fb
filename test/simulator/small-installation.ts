import type { Fault } from '../../scripts/simulator/faults.ts';
import { readFault } from '../../scripts/simulator/faults.ts';
import { character } from '../../scripts/simulator/installation.ts';
import type { Installation, SimulatedContainer } from '../../scripts/simulator/installation.ts';

const on = (server: string, names: readonly string[]): SimulatedContainer[] =>
  names.map((name) => {
    const pod = name.replace(/-\d$/, '');
    return { name, pod, shard: '0', server, stores: pod === 'db', ...character(pod) };
  });

/** Five containers: web → api → db (of three, one leads), on two servers. */
export const small: Installation = {
  servers: [
    { id: 'vm-01', name: 'one', host: 'mail-one', tags: { rack: 'r1' }, disks: [{ id: 'data1', mount: '/data1' }] },
    { id: 'vm-02', name: 'two', host: 'mail-two', tags: {}, disks: [] },
  ],
  containers: [...on('vm-01', ['api-1', 'db-1']), ...on('vm-02', ['db-2', 'db-3', 'web-1'])],
  pods: [
    { id: 'web', calls: ['api', 'web'] },
    { id: 'api', calls: ['db'] },
    { id: 'db', calls: [] },
  ],
};

/** The place of a container in `small`. */
export function placeOf(name: string): number {
  return small.containers.findIndex((one) => one.name === name);
}

/** The fault that these words name; throws where they name none. */
export function fault(words: string): Fault {
  const read = readFault(small, words.split(' '));
  if ('mistake' in read) throw new Error(read.mistake);
  return read.fault;
}
