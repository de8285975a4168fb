/** The texts of Linchpin's objects in Zabbix that people read, in English; another language is another such table. */
export const objectWordsEn = {
  template:
    'What Linchpin computed of a system: severities, root causes, reserve, ranked incidents, and its own health.',
  changeThere: 'change it there, and macros on the hosts.',
  host: 'Shows what Linchpin computed of this system.',

  // Items of nodes: "Subsystem Calendar: root cause".
  system: (part: string) => `System: ${part}`,
  subsystem: (name: string, part: string) => `Subsystem ${name}: ${part}`,
  pod: (name: string, part: string) => `Pod ${name}: ${part}`,
  function: (name: string, part: string) => `Function ${name}: ${part}`,
  parts: {
    severity: { name: 'severity', about: 'The highest severity of what touches it; 0 while all is well.' },
    state: { name: 'state', about: 'Whether it works for its users.' },
    reserve: { name: 'reserve', about: 'How many more replicas may fail, in the worst choice, before it does.' },
    rootcause: { name: 'root cause', about: 'What is broken at the root; empty while all is well.' },
    outage: {
      name: 'outage',
      about:
        'Why it is down, which raises the problem; empty while it is not, while that is planned, and in observe mode.',
    },
  },
  functionState: 'Whether users have the function.',
  discovery: {
    subsystem: 'Subsystems',
    pod: 'Pods',
    function: 'Functions',
    about: 'Filled by Linchpin from its model.',
  },

  // Items of the system.
  functionsLost: {
    name: 'Functions lost',
    about: 'The functions that users lost, by name; empty while they have all of them.',
  },
  summary: {
    name: 'Summary',
    about: 'The state of the system on half a page: root causes by rank, functions lost, reserve, what to do.',
  },
  incidents: { name: 'Incidents', about: 'The ranked incidents, as JSON.' },
  incidentsMore: { name: 'Incidents without a slot', about: 'How many incidents found no slot of their own.' },

  // Items of incidents' slots: "Incident 7: advice".
  slot: (slot: number, part: string) => `Incident ${slot}: ${part}`,
  slotTrigger: (slot: number, severity: string) => `Incident ${slot} (${severity})`,
  slotParts: {
    text: { name: 'text', about: 'What is broken at the root and what it does, in one line: the name of the problem.' },
    severity: { name: 'severity', about: 'The severity of the incident in this slot; 0 while the slot is free.' },
    root: { name: 'root', about: 'The id of the node that is broken at the root.' },
    action: { name: 'advice', about: 'What to do about it.' },
  },
  slotProblem: {
    name: 'problem',
    about: (fields: string, free: string) =>
      `What raises the problem, in one value: ${fields}, separated by tabs; ${free} while the slot is free.`,
  },

  // Linchpin's own health.
  own: {
    heartbeat: { name: 'Linchpin: heartbeat', about: 'When Linchpin last judged the system.' },
    blind: { name: 'Linchpin: blind', about: 'Whether Linchpin gets no data about the system.' },
    modelRefused: {
      name: 'Linchpin: model refused',
      about: 'Whether the newest model has mistakes, so that Linchpin goes on with the one before.',
    },
    outbox: { name: 'Linchpin: values waiting', about: 'How many computed values have not reached Zabbix yet.' },
    cycleMissed: {
      name: 'Linchpin: cycles missed',
      about: 'How many cycles were due within the last hour and did not run, since another one took too long.',
    },
    health: {
      name: 'Linchpin: health',
      about: 'Whether Linchpin itself is well: it reads Zabbix, writes its store, and its model is valid.',
    },
    cycleTime: { name: 'Linchpin: cycle time', about: 'How long the newest cycle took: reading, judging, publishing.' },
  },
  problems: {
    heartbeat: {
      name: (longest: string) => `No data from Linchpin for ${longest}`,
      about: 'What Zabbix shows of the system is old. See whether Linchpin runs, and what its log says.',
    },
    blind: {
      name: 'Linchpin is blind: it gets no data about the system',
      about:
        'What Zabbix shows of the system is what was known before. See whether Zabbix still gets data from the servers.',
    },
    modelRefused: {
      name: 'Linchpin refused the changed model and goes on with the one before',
      about: 'Run "linchpin check": it names every mistake and its place.',
    },
    outbox: {
      name: (most: string) => `Linchpin can't get its values into Zabbix (more than ${most} waiting for 10m)`,
      about: 'See the log of Linchpin, and whether the trapper takes values from its address.',
    },
    cycleMissed: {
      name: (most: string) => `Linchpin can't keep to its timetable (more than ${most} cycles missed within 1h)`,
      about:
        'What Zabbix shows of the system comes late. See what takes long in the log of Linchpin, or give its schedule a longer interval.',
    },
    systemDown: 'The system is down',
    down: (what: string) => `${what} is down`,
    why: (down: string, reason: string) => `${down}: ${reason}`,
    noReserve: (what: string) => `${what} has no reserve`,
  },
  kinds: { subsystem: (name: string) => `Subsystem ${name}`, pod: (name: string) => `Pod ${name}` },

  // Values in words.
  severities: ['OK', 'information', 'warning', 'average', 'high', 'disaster'],
  states: { failed: 'failed', working: 'working', unknown: 'unknown' },
  functionStates: { lost: 'lost', available: 'available', unknown: 'unknown', impaired: 'impaired' },
  endlessReserve: 'nothing can fail it',
  wellness: ['not well', 'well'],
  yesNo: ['no', 'yes'],

  macros: {
    allowedHosts: 'The addresses that may send values: where Linchpin runs. Comma-separated.',
    heartbeatMax:
      'Without a heartbeat for this long, Linchpin counts as stopped. At least three intervals of its schedule.',
    outboxMax: 'More values than this waiting to be sent, for 10 minutes, are a problem.',
    missedMax: 'More cycles than this that were due within an hour and did not run are a problem.',
    podNotice: '1: pods without reserve raise notices of their own besides the incident. 0: they do not.',
    subsystemNotice:
      '1: subsystems without reserve raise notices of their own besides the incident, by which the tree of services shows it. 0: they do not.',
    system: 'The id of the system; set on the host.',
    systemName: 'The name of the system; set on the host.',
  },
};

/** The texts of Linchpin's objects in Zabbix in one language. */
export type ObjectWords = typeof objectWordsEn;
