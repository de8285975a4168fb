import { WorldError } from '../ports.ts';

/** Zabbix shows nothing that could be judged. */
export function noHost(): WorldError {
  return new WorldError(
    'E321',
    'Zabbix shows no enabled host at all, so that its inventory is not known and nothing can be judged: give a user group of the user that Linchpin has there read access to the host groups, or correct `zabbix.groups`.',
  );
}

/** What the world did, to be told and waited out; our own faults are thrown on. */
export function worldError(error: unknown): WorldError {
  if (error instanceof WorldError) return error;
  throw error;
}
