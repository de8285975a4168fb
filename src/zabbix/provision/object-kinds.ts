import type { FoundObject } from './schema.ts';

/** The methods of the API for each kind of object, and how Zabbix calls its id and its name. */
export const kinds = {
  macro: { noun: 'usermacro', write: 'global', id: 'globalmacroid', name: 'macro' },
  'media type': { noun: 'mediatype', write: '', id: 'mediatypeid', name: 'name' },
  'user role': { noun: 'role', write: '', id: 'roleid', name: 'name' },
  'user group': { noun: 'usergroup', write: '', id: 'usrgrpid', name: 'name' },
  user: { noun: 'user', write: '', id: 'userid', name: 'username' },
  action: { noun: 'action', write: '', id: 'actionid', name: 'name' },
  connector: { noun: 'connector', write: '', id: 'connectorid', name: 'name' },
  service: { noun: 'service', write: '', id: 'serviceid', name: 'name' },
  SLA: { noun: 'sla', write: '', id: 'slaid', name: 'name' },
  image: { noun: 'image', write: '', id: 'imageid', name: 'name' },
  map: { noun: 'map', write: '', id: 'sysmapid', name: 'name' },
  dashboard: { noun: 'dashboard', write: '', id: 'dashboardid', name: 'name' },
} as const;

/** What is made by name, beside template and hosts. */
export type ObjectKind = keyof typeof kinds;

/** The methods of the API by which objects of a kind are looked for, made, changed and deleted. */
export function methodsOf(kind: ObjectKind): readonly string[] {
  const { noun, write } = kinds[kind];
  return [`${noun}.get`, ...['create', 'update', 'delete'].map((verb) => `${noun}.${verb}${write}`)];
}

/** The id of an object that Zabbix shows. */
export function idOf(kind: ObjectKind, row: FoundObject): string {
  return String(row[kinds[kind].id]);
}

/** By what the record of what was written knows an object. */
export function entryFor(kind: ObjectKind, id: string): string {
  return `${kinds[kind].noun}/${id}`;
}

/** The same of an object that Zabbix shows. */
export function entryOf(kind: ObjectKind, row: FoundObject): string {
  return entryFor(kind, idOf(kind, row));
}
