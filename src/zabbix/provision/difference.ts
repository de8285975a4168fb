/**
 * The keys of what is wanted that Zabbix shows otherwise; what it shows besides is the site's. Zabbix gives numbers as
 * texts, and lists in an order of its own.
 */
export function lacking(
  found: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.keys(wanted).filter((key) => !shows(found[key], wanted[key]));
}

function shows(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false;
    return wanted.every((one) => found.some((candidate) => shows(candidate, one)));
  }
  if (typeof wanted !== 'object' || wanted === null) return String(found) === String(wanted);
  if (typeof found !== 'object' || found === null) return false;
  return lacking({ ...found }, { ...wanted }).length === 0;
}
