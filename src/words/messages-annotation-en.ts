/** The texts of comments on the site's own problems behind incidents. */
export const annotationMessagesEn = {
  'annotation.root': 'Linchpin: this is the root of an incident, mend it here.',
  'annotation.symptom': 'Linchpin: this follows from {root}; look there first.',
  'annotation.lead': 'Root problem: "{name}" (event {event})',
  'annotation.incident': 'Incident: {text}',
  'annotation.functions': 'Users lose: {names}',
  'annotation.reserve':
    'Reserve: {reserve, plural, =0 {none, one more failure may be an outage} one {one more replica may fail} other {# more replicas may fail}}',
  'annotation.action': 'What to do: {action}',
  'annotation.over':
    'Linchpin: the incident behind this problem is over, or explains it no longer. What Linchpin changed here is taken back; if this problem stays, it is one of its own.',
} as const;
