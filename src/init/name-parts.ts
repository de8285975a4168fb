/** A piece of a container's name: letters that stay, or what may differ from one container to the next of the same pod. */
export interface NamePart {
  readonly kind: 'word' | 'number' | 'letter' | 'role' | 'random';
  readonly text: string;
  /** A number that stands right behind a letter, as in `ipv4` or `web1`. */
  readonly isAttached: boolean;
}

/** What Kubernetes makes random suffixes of: no vowels, so that no words come about. */
const kubernetesLetters = 'bcdfghjklmnpqrstvwxz2456789';

/** Suffixes by which programs tell instances apart, the part that is made up in a group of its own. */
const madeUp: readonly RegExp[] = [
  // A Kubernetes pod of a Deployment, and of a DaemonSet: `namespace/name-5d4f8c7b9d-x7k2p/container`.
  new RegExp(`^[^/]+/.+?-([${kubernetesLetters}]{8,10}-[${kubernetesLetters}]{5})/[^/]+$`, 'du'),
  new RegExp(`^[^/]+/.+?-(?=[a-z]*\\d)([${kubernetesLetters}]{5})/[^/]+$`, 'du'),
  // A task of a Docker swarm: `service.1.q5lxz0sb3ymn8kxw2pbyvmg1c`.
  /\.([a-z0-9]{25})$/du,
  // Any other hash: at least eight hexadecimal digits, some of them letters.
  /(?:^|[-_.])((?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,64})(?:$|[-_.])/du,
];

/** Takes a container's name apart, in the order of its letters; together the parts are the name again. */
export function namePartsOf(name: string): readonly NamePart[] {
  for (const pattern of madeUp) {
    const place = pattern.exec(name)?.indices?.[1];
    if (place === undefined) continue;
    const [start, end] = place;
    return [
      ...plainParts(name.slice(0, start)),
      { kind: 'random', text: name.slice(start, end), isAttached: false },
      ...plainParts(name.slice(end)),
    ];
  }
  return plainParts(name);
}

/** What `split` gives at odd places: numbers, and letters and roles that stand alone. */
const varying = /(\d+|(?<![\p{L}\p{N}])(?:\p{Ll}|primary|replica)(?![\p{L}\p{N}]))/u;

function plainParts(text: string): readonly NamePart[] {
  const pieces = text.split(varying);
  return pieces.flatMap((piece, index): readonly NamePart[] => {
    if (piece === '') return [];
    if (index % 2 === 0) return [{ kind: 'word', text: piece, isAttached: false }];
    const isNumber = /^\d/u.test(piece);
    const isAttached = isNumber && /\p{L}$/u.test(pieces[index - 1] ?? '');
    return [{ kind: isNumber ? 'number' : piece.length > 1 ? 'role' : 'letter', text: piece, isAttached }];
  });
}

/** What the names of one pod have in common: the parts that stay, and of which kind the others are. */
export function stemOf(parts: readonly NamePart[]): string {
  return parts.map(({ kind, text }) => (kind === 'word' ? text : `\u0000${kind}\u0000`)).join('');
}
