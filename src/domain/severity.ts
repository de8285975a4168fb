/** Zabbix's severities by number: 0 not classified, 1 information, 2 warning, 3 average, 4 high, 5 disaster. */
export type Severity = 0 | 1 | 2 | 3 | 4 | 5;

/** What an incident can do to the system: the names of semantics 6, worst first. */
export const effects = ['critical', 'at-risk', 'unseen', 'warning', 'unknown', 'planned'] as const;

/** One of `effects`. */
export type Effect = (typeof effects)[number];

/** Which Zabbix severity stands for which effect; a site may choose its own (contracts, `publish.severities`). */
export type SeverityByEffect = Readonly<Record<Effect, Severity>>;

/** The severities of semantics 6, where the configuration says nothing else. */
export const defaultSeverities: SeverityByEffect = {
  critical: 5,
  'at-risk': 3,
  unseen: 3,
  warning: 2,
  unknown: 1,
  planned: 1,
};

/** Zabbix's names of its severities, by number. */
export const severityNames = ['not classified', 'information', 'warning', 'average', 'high', 'disaster'] as const;
