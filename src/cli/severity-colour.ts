import { severityNames } from '../domain/severity.ts';
import type { Severity } from '../domain/severity.ts';
import type { Colours } from './terminal.ts';

/** A severity by its Zabbix name in its Zabbix colour; 0 is OK. */
export function severityText(severity: Severity, colours: Colours): string {
  const name = severity === 0 ? 'OK' : severityNames[severity];
  return colours.severity(severity, name.charAt(0).toUpperCase() + name.slice(1));
}
