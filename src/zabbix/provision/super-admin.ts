import type { ZabbixClient } from '../client.ts';
import { ZabbixApiError } from '../errors.ts';
import { rolesSchema } from './schema.ts';

/** Whether the user of the token is a Super admin: only they may change roles, so that only to them one shows that may be. */
export async function isSuperAdmin(client: ZabbixClient): Promise<boolean> {
  const asked = { output: ['roleid'], editable: true, limit: 1 };
  const roles = await client.call('role.get', asked, rolesSchema).catch((error: unknown) => {
    if (error instanceof ZabbixApiError) return [];
    throw error;
  });
  return roles.length > 0;
}
