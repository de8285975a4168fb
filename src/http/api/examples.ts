/**
 * What the API answers of the small installation of its tests, two of whose three databases are lost: shown in
 * `openapi.json`, and compared with real answers in `test/http/open-api.test.ts`.
 */
export const examples = {
  functions: {
    at: '2027-01-15T08:02:00Z',
    freshness: {
      now: '2027-01-15T08:02:00Z',
      readAt: '2027-01-15T08:02:00Z',
      isStale: false,
      failing: [],
      interval: 30,
    },
    functions: [
      {
        id: 'function/storage.read',
        name: 'Read files',
        subsystem: {
          id: 'subsystem/storage',
          name: 'Storage',
        },
        state: 'lost',
        since: '2027-01-15T08:01:30Z',
        because: [
          {
            id: 'pod/storage-db@1800000090',
            text: 'Storage is down: Storage database (2 containers) is not running (exited)',
            zabbixSeverity: 5,
          },
        ],
      },
      {
        id: 'function/web.open',
        name: 'Open a letter',
        subsystem: {
          id: 'subsystem/web',
          name: 'Web',
        },
        state: 'impaired',
        since: '2027-01-15T08:01:30Z',
        because: [
          {
            id: 'pod/storage-db@1800000090',
            text: 'Storage is down: Storage database (2 containers) is not running (exited)',
            zabbixSeverity: 5,
          },
        ],
      },
    ],
  },
  incidents: {
    at: '2027-01-15T08:02:00Z',
    incidents: [
      {
        id: 'pod/storage-db@1800000090',
        rank: 1,
        severity: 'critical',
        state: 'open',
        stale: false,
        zabbixSeverity: 5,
        root: 'pod/storage-db',
        text: 'Storage is down: Storage database (2 containers) is not running (exited)',
        level: 1,
        onset: '2027-01-15T08:00:30Z',
        evidence: [
          {
            node: 'container/vm-1/db-1',
            rule: 'status',
            signal: 'status',
            value: 'exited',
            text: 'is not running (exited)',
            since: '2027-01-15T08:00:30Z',
          },
          {
            node: 'container/vm-2/db-2',
            rule: 'status',
            signal: 'status',
            value: 'exited',
            text: 'is not running (exited)',
            since: '2027-01-15T08:00:30Z',
          },
        ],
        changes: [],
        symptoms: [],
        failed: ['pod/storage-db', 'subsystem/storage', 'system/mail'],
        functionsLost: ['function/storage.read'],
        functionsImpaired: ['function/web.open'],
        reserve: 0,
        action: {
          advice: 'restart',
          text: 'Restart the container',
        },
        planned: false,
      },
    ],
  },
  nodes: {
    nodes: [
      {
        id: 'container/vm-1/db-1',
        name: 'db-1',
        pod: 'pod/storage-db',
        server: 'server/vm-1',
        state: 'failed',
      },
    ],
  },
  history: {
    node: 'pod/storage-db',
    name: 'Storage database',
    from: '2027-01-14T08:02:00Z',
    until: '2027-01-15T08:02:00Z',
    changes: [
      {
        at: '2027-01-15T08:00:30Z',
        state: 'working',
        severity: 0,
        reserve: 1,
      },
      {
        at: '2027-01-15T08:01:30Z',
        state: 'failed',
        severity: 5,
        reserve: 0,
      },
    ],
    isWhole: true,
  },
  timeline: {
    from: '2027-01-14T08:02:00Z',
    until: '2027-01-15T08:02:00Z',
    nodes: [
      {
        node: 'system/mail',
        name: 'Corporate mail',
        changes: [
          {
            at: '2027-01-15T08:00:30Z',
            state: 'working',
            severity: 0,
            reserve: 0,
          },
          {
            at: '2027-01-15T08:01:30Z',
            state: 'failed',
            severity: 5,
            reserve: 0,
          },
        ],
      },
      {
        node: 'subsystem/storage',
        name: 'Storage',
        changes: [
          {
            at: '2027-01-15T08:00:30Z',
            state: 'working',
            severity: 0,
            reserve: 1,
          },
          {
            at: '2027-01-15T08:01:30Z',
            state: 'failed',
            severity: 5,
            reserve: 0,
          },
        ],
      },
      {
        node: 'subsystem/web',
        name: 'Web',
        changes: [
          {
            at: '2027-01-15T08:00:30Z',
            state: 'working',
            severity: 0,
            reserve: 0,
          },
        ],
      },
    ],
    incidents: [
      {
        id: 'pod/storage-db@1800000090',
        root: 'pod/storage-db',
        text: 'Storage is down: Storage database (2 containers) is not running (exited)',
        severity: 'critical',
        zabbixSeverity: 5,
        planned: false,
        onset: '2027-01-15T08:00:30Z',
      },
    ],
    judged: [
      {
        from: '2027-01-15T08:00:30Z',
        until: '2027-01-15T08:02:00Z',
      },
    ],
    isWhole: true,
  },
  singlePoints: {
    single: [
      {
        node: 'container/vm-3/front-1',
        systems: ['system/mail'],
        pods: ['pod/front'],
        functionsLost: ['function/web.open'],
      },
      {
        node: 'server/vm-3',
        systems: ['system/mail'],
        pods: ['pod/front'],
        functionsLost: ['function/web.open'],
      },
    ],
    pairs: [
      {
        nodes: ['container/vm-1/db-1', 'container/vm-2/db-2'],
        systems: ['system/mail'],
      },
    ],
    next: 'WzMsImNvbnRhaW5lci92bS0xL2RiLTFcbmNvbnRhaW5lci92bS0yL2RiLTIiXQ',
  },
  problem: {
    type: 'urn:linchpin:problem:unknown-node',
    title: 'There is no such node',
    status: 404,
    detail: '`none` is no pod of the model that is switched on',
  },
  silences: {
    silences: [
      {
        id: '5b0c1c0e-6a36-4f0e-9f6e-3a8f1f1d7c55',
        node: 'server/vm-1',
        since: '2027-01-15T08:02:00Z',
        until: '2027-01-15T10:02:00Z',
        reason: 'new disk',
        who: 'Anna',
      },
    ],
  },
} as const;
