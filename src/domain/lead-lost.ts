/**
 * Another process may have taken the lead, or has: nothing more is written by this one, neither into the store nor to
 * Zabbix, before it leads anew. No failure of anything.
 */
export class LeadLostError extends Error {
  constructor() {
    super('the lease of the store is not, or no longer, in force');
    this.name = 'LeadLostError';
  }
}
