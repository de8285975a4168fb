import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What everybody imports, and what puts all parts together: neither says anything in a picture. */
const leftOut = new Set(['domain', 'app', 'cli', 'main']);

/** The folder of `src` that a file is of, or the name of the file where it stands in none. */
function partOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.tsx?$/u, '');
}

/** Which part of `src` imports which, as the lines of a Mermaid flowchart. */
export function drawnFromTheCode(): string {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/u.test(file));
  const edges = files.flatMap((name) => {
    const file = join('src', name);
    const imported = [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/gu)].map(([, path = '']) =>
      partOf(join(dirname(file), path)),
    );
    return imported.filter((part) => part !== partOf(file)).map((part) => [partOf(file), part] as const);
  });
  const shown = edges.filter(
    (edge) =>
      edge.every((part) => existsSync(join('src', part)) || existsSync(`src/${part}.ts`)) &&
      !edge.some((part) => leftOut.has(part)),
  );
  return ['flowchart LR', ...new Set(shown.map(([from, to]) => `  ${from} --> ${to}`).toSorted())].join('\n');
}
