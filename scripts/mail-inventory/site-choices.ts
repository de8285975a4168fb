/**
 * Pods that somebody put in certain places; replica 1 stands on the first server named, and so on.
 * Every other pod is spread over racks and servers by `placeContainers`.
 */
export const pinned: Readonly<Record<string, readonly string[]>> = {
  // The old cluster was one machine and its large disk; what was not moved off it is still there.
  'mailbox-legacy': ['vm-07'],
  // Three members in rack r2 and two in r3: the cluster grew where the first queue servers stood.
  'queue-coordinator': ['vm-06', 'vm-08', 'vm-10', 'vm-12', 'vm-14'],
  // The register began on the large machine of the old cluster; its primary never left.
  'legal-hold-db': ['vm-07', 'vm-16', 'vm-01'],
  // The uplinks end at the first two servers of each rack; whatever takes traffic from outside stands there.
  'edge-balancer': ['vm-01', 'vm-06', 'vm-11', 'vm-16', 'vm-02', 'vm-07', 'vm-12', 'vm-17'],
  'mx-edge': ['vm-16', 'vm-11', 'vm-06', 'vm-01', 'vm-17', 'vm-12', 'vm-07', 'vm-02'],
};

/** How many containers each shard of a pod that scales by itself has today. */
export const scaledTo: Readonly<Record<string, number>> = { 'preview-renderer': 16 };

/**
 * Disks by pod: the shards take the choices in turn, a container uses every disk of its choice.
 * A stateless pod that is not named here keeps no data, any other keeps it on ssd1.
 */
export const disksOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // Snapshots on a large disk, the write-ahead log on the fast one.
  'mailbox-db': [
    ['data1', 'ssd1'],
    ['data2', 'ssd1'],
  ],
  'mailbox-legacy': [['data1']],
  'blob-store': [['data1'], ['data2']],
  'chunk-store': [['data2']],
  'search-index': [['data1'], ['data2']],
  'archive-index': [['data2']],
  'journal-log': [['data1']],
  'audit-log': [['data2']],
  'quarantine-db': [['data2']],
  'queue-db': [['queue1']],
};
