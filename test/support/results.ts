import type { Instant } from '../../src/domain/instant.ts';
import { toIso } from '../../src/domain/instant.ts';
import type { Result, ResultIncident } from '../../src/domain/result.ts';

/** A result with the parts given and everything else empty. */
export function resultAt(at: Instant, parts: Partial<Result> = {}): Result {
  return {
    at: toIso(at),
    systems: [],
    subsystems: [],
    pods: [],
    shards: [],
    containers: [],
    resources: [],
    functions: [],
    incidents: [],
    ...parts,
  };
}

/** An open critical incident at a disk, with what is given in the place of its own. */
export function incidentOf(parts: Partial<ResultIncident> = {}): ResultIncident {
  return {
    id: 'i-1',
    rank: 1,
    severity: 'critical',
    state: 'open',
    stale: false,
    zabbixSeverity: 5,
    root: 'disk/vm-1/data1',
    text: 'Storage is down: disk /data1 on vm-1 is full (98 %)',
    level: 0,
    onset: '2026-11-01T10:00:00Z',
    evidence: [
      {
        node: 'disk/vm-1/data1',
        rule: 'diskUsed',
        signal: 'used',
        value: 98,
        limit: 97,
        text: '98 % used, above 97 %',
        since: '2026-11-01T10:00:00Z',
      },
    ],
    changes: [],
    symptoms: ['container/vm-1/storage-1'],
    failed: ['pod/storage', 'subsystem/storage', 'system/mail'],
    functionsLost: ['function/storage.read'],
    functionsImpaired: [],
    reserve: 0,
    action: { advice: 'free-disk', text: 'Free space on /data1' },
    planned: false,
    ...parts,
  };
}
