/**
 * The names that a setting may mean as hosts: in an address (`http://db:8080/x`, `user:secret@db`, `db:5432,db2:5432`),
 * or as the whole value of a setting that is called like one. What else a value says is not looked at: it may be a secret.
 */
export function hostsIn(value: string, setting: string): readonly string[] {
  const found = new Set<string>();
  const most = value.slice(0, longestValue);
  for (const pattern of [afterScheme, beforePort]) {
    for (const [, host] of most.matchAll(pattern)) if (host !== undefined) found.add(host.toLowerCase());
  }
  if (/host|addr|url|uri|server|endpoint|service|broker|peer|node|upstream|backend|dsn/iu.test(setting)) {
    for (const part of most.split(',')) {
      const name = part.trim();
      if (wholeName.test(name)) found.add(name.toLowerCase());
    }
  }
  return [...found];
}

const longestValue = 4096;

/** `//host`, `//user:password@host`; the password may hold anything but what ends it. */
const afterScheme = /\/\/(?:[^\s/@]{0,256}@)?([a-z\d](?:[a-z\d._-]{0,252}))/giu;
const beforePort = /(?:^|[\s,=@("'[])([a-z\d](?:[a-z\d._-]{0,252})):\d{2,5}(?![\w.])/giu;
const wholeName = /^[a-z\d](?:[a-z\d._-]{0,252})$/iu;
