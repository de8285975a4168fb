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
  if (Array.isArray(wanted)) return Array.isArray(found) && showsEach(found, wanted);
  if (typeof wanted !== 'object' || wanted === null) return String(found) === String(wanted);
  if (typeof found !== 'object' || found === null) return false;
  return lacking({ ...found }, { ...wanted }).length === 0;
}

/**
 * Whether each of a list is shown by another one of those found, and none is left. Where one of them would do for several,
 * those that it was given to before are given another one, if there is one.
 */
function showsEach(found: readonly unknown[], wanted: readonly unknown[]): boolean {
  if (found.length !== wanted.length) return false;
  const givenTo = new Map<number, unknown>();
  const give = (one: unknown, tried: Set<number>): boolean =>
    found.some((candidate, index) => {
      if (tried.has(index) || !shows(candidate, one)) return false;
      tried.add(index);
      const holder = givenTo.get(index);
      if (givenTo.has(index) && !give(holder, tried)) return false;
      givenTo.set(index, one);
      return true;
    });
  return wanted.every((one) => give(one, new Set()));
}
