/** Who made what bears it, before the version or a full stop. */
export const madeBy = 'Made by "linchpin provision"';

/** Ends the description of what provisioning made, so that it is known for Linchpin's wherever Zabbix keeps a description. */
export const maker = `${madeBy}.`;

/** How an object of Linchpin's is called: by the host group of its own hosts two that share a Zabbix are told apart. */
export function ownName(what: string, ownGroup: string): string {
  return ownGroup === 'Linchpin' ? `Linchpin ${what}` : `Linchpin ${what}: ${ownGroup}`;
}
