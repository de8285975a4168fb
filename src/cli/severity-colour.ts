import { severityNames } from '../domain/severity.ts';
import type { Severity } from '../domain/severity.ts';
import type { Colours } from './terminal.ts';

/** A severity by its Zabbix name in about its Zabbix colour; 0 is OK. */
export function severityText(severity: Severity, colours: Colours): string {
  const name = severity === 0 ? 'OK' : severityNames[severity];
  return paint(severity, colours)(name.charAt(0).toUpperCase() + name.slice(1));
}

function paint(severity: Severity, colours: Colours): (text: string) => string {
  switch (severity) {
    case 0:
      return colours.green;
    case 1:
      return colours.blueBright;
    case 2:
      return colours.yellow;
    case 3:
      return colours.yellowBright;
    case 4:
      return colours.redBright;
    case 5:
      return (text) => colours.bold(colours.red(text));
  }
}
