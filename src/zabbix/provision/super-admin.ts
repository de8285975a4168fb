import type { ZabbixClient } from '../client.ts';
import { ZabbixApiError } from '../errors.ts';
import { rolesSchema } from './schema.ts';

/** In words, what of ours an Admin's token leaves undone and who can do it; nothing where the user is a Super admin. */
export async function leftToSuperAdmins(
  client: ZabbixClient,
  { remove }: { readonly remove: boolean },
): Promise<readonly string[]> {
  if (await isSuperAdmin(client)) return [];
  return [
    remove
      ? 'The user of the token is no Super admin, and does not see what others use: dashboards, maps, their icons, template and groups stay where there are any; let a Super admin run linchpin provision --remove.'
      : 'The user of the token is no Super admin: dashboards, maps and their icons are left as they are, or missing; let a Super admin run linchpin provision once.',
  ];
}

/** Whether the user of the token is a Super admin: only they may change roles, so that only to them one shows that may be. */
export async function isSuperAdmin(client: ZabbixClient): Promise<boolean> {
  const asked = { output: ['roleid'], editable: true, limit: 1 };
  const roles = await client.call('role.get', asked, rolesSchema).catch((error: unknown) => {
    if (error instanceof ZabbixApiError) return [];
    throw error;
  });
  return roles.length > 0;
}
