/** The texts of dashboards, maps, services and messages of Linchpin's in Zabbix, in English. */
export const viewWordsEn = {
  pages: { now: 'Now', map: 'Map', functions: 'Functions' },
  // Scales and times are explained where they are read.
  widgets: {
    strip: 'State now (if there is no row here, Linchpin has stopped and all below is old)',
    severity: 'System severity (0: well, 5: down)',
    wellness: 'Linchpin itself (1: well)',
    heartbeat: 'Last judged',
    summary: 'What is broken, what users lose, what to do',
    summaryOrNothing: 'What is broken, what users lose, what to do (empty: Linchpin has stopped)',
    subsystems: 'Subsystems (grey: well; each other colour is explained beside)',
    functions: 'Functions',
    map: 'Subsystems and who calls whom',
    problems: 'Incidents as problems (time: when told, not when begun)',
    history: 'System severity in the last day (empty: well, 5: down)',
  },
  map: {
    systemTitle: (name: string) => `${name}: callers above what they call; a click opens the pods`,
    subsystemTitle: (name: string) => `${name}: its pods, callers above what they call`,
    pods: 'Its pods',
    grey: 'grey: not down (see the words)',
    orange: 'orange: works without reserve',
    red: 'red box or line: down',
    meanings: {
      critical: 'down',
      'at-risk': 'works without reserve',
      warning: 'works on reserve',
      unknown: 'not known, or planned',
    },
    legend: (ok: string, meanings: string) => `Under each name: its severity. ${ok}: works; ${meanings}.`,
    whileDown: 'While the system is down, only these words tell what works without reserve.',
  },
  frames: {
    page: 'Live',
    incidents: 'Incidents by rank',
    functions: 'What users can do',
    map: 'Subsystems and who calls whom',
  },
  services: {
    outage: (name: string) => `${name}: outage`,
    reserve: (name: string) => `${name}: lost reserve`,
  },
  escalation: {
    over: 'Over',
    update: 'Update',
    root: 'Root',
    subsystems: 'Subsystems',
    lost: 'Functions lost',
    system: 'System',
    reserve: 'reserve',
    action: 'What to do',
    since: 'Since',
    shown: (host: string, problem: string) => `Shown as: ${host}, problem ${problem}`,
    lasted: (duration: string) => `It lasted ${duration}.`,
  },
};

/** The texts of dashboards, maps, services and messages in one language. */
export type ViewWords = typeof viewWordsEn;
