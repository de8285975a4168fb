import type { Position } from '../domain/finding.ts';
import { complaints } from '../model/complaints.ts';
import type { Report } from '../model/findings.ts';
import type { Path, Source } from '../model/positions.ts';
import { readYaml, type SourceFile } from '../model/yaml-source.ts';

/** Reading YAML takes a thousand times its size in memory; JSON does not. */
const longestYaml = 8_000_000;
/** To look for the place of a mistake in JSON, it is read as YAML. */
const longestToLocate = 1_000_000;

/** Reads the documents of a file: one of JSON, JSON Lines, or YAML of one or several; what is wrong is reported. */
export function readDocuments(file: SourceFile, report: Report): readonly Source[] | undefined {
  const text = file.text.replace(/^\uFEFF/u, '');
  return /^\s*[[{]/u.test(text) && !isFlowYaml(text)
    ? readJson({ ...file, text }, report)
    : readYamlDocuments({ ...file, text }, report);
}

/** `{a: 1}` is YAML; so short a text may be tried. */
function isFlowYaml(text: string): boolean {
  return /^\s*\{\s*[\w-]+\s*:/u.test(text);
}

function readJson(file: SourceFile, report: Report): readonly Source[] | undefined {
  try {
    return [sourceOf(file, JSON.parse(file.text))];
  } catch (error) {
    const lines = file.text.split('\n');
    if (lines.length > 1 && isJson(lines[0] ?? '')) return readJsonLines(file.path, lines, report);
    const message = error instanceof Error ? error.message : '';
    report({ level: 'error', code: 'json', message: 'this is not valid JSON' }, placeOf(file, offsetIn(message)));
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readJsonLines(path: string, lines: readonly string[], report: Report): readonly Source[] | undefined {
  const sources: Source[] = [];
  let isSound = true;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const position = { file: path, line: index + 1, column: 1 };
    try {
      sources.push({ file: path, value: JSON.parse(line), positionOf: () => position });
    } catch {
      isSound = false;
      report({ level: 'error', code: 'json', message: 'this line is not valid JSON' }, position);
    }
  }
  return isSound ? sources : undefined;
}

/** Node says where in its message. */
function offsetIn(message: string): number {
  return Number(/position (\d+)/u.exec(message)?.[1] ?? 0);
}

function placeOf({ path, text }: SourceFile, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { file: path, line, column: offset - before.lastIndexOf('\n') };
}

/** The place of something in JSON is looked for only when it is asked for. */
function sourceOf(file: SourceFile, value: unknown): Source {
  let located: Source | undefined;
  const top: Position = { file: file.path, line: 1, column: 1 };
  return {
    file: file.path,
    value,
    positionOf: (path: Path, part) => {
      if (file.text.length > longestToLocate) return top;
      // Tabs are white space in JSON and none in YAML.
      located ??= readYaml({ path: file.path, text: file.text.replaceAll('\t', ' ') }, { report: () => undefined });
      return located?.positionOf(path, part) ?? top;
    },
  };
}

function readYamlDocuments(file: SourceFile, report: Report): readonly Source[] | undefined {
  if (file.text.length > longestYaml) {
    const message = `it is too long for YAML (${Math.round(file.text.length / 1e6)} MB, at most ${longestYaml / 1e6}): split it, or give it as JSON`;
    report({ level: 'error', code: 'too-long', message }, { file: file.path, line: 1, column: 1 });
    return undefined;
  }
  const sources: Source[] = [];
  let isSound = true;
  for (const { text, line } of documentsIn(file.text)) {
    const moved = (position: Position): Position => ({ ...position, line: position.line + line });
    const reportHere: Report = (complaint, position) =>
      report(
        /\{\{|\{%/u.test(text) && complaint.code === 'yaml' ? complaintOfTemplate : complaint,
        position && moved(position),
      );
    // Manifests hold secrets: what is wrong in them is told without their words.
    const source = readYaml({ path: file.path, text }, { report: reportHere, secretive: true });
    if (source === undefined) isSound = false;
    else if (source.value !== null) {
      sources.push({ ...source, positionOf: (path, part) => moved(source.positionOf(path, part)) });
    }
  }
  return isSound ? sources : undefined;
}

const complaintOfTemplate = complaints.yaml(
  'it looks like a template; give what is made of it (`helm template`, `docker compose config`)',
);

/** The documents of a text, each with the number of lines before it: `---` at the beginning of a line ends one, always. */
function documentsIn(text: string): readonly { readonly text: string; readonly line: number }[] {
  const documents: { readonly text: string; readonly line: number }[] = [];
  let from = 0;
  let line = 0;
  for (const match of text.matchAll(/^---(?=[ \t\r\n]|$).*\n?/gmu)) {
    const part = text.slice(from, match.index);
    if (isContent(part)) documents.push({ text: part, line });
    line += countLines(part);
    // What stands behind the marker on its line belongs to the document.
    const rest = match[0].slice(3).trim();
    from = match.index + (rest === '' || rest.startsWith('#') ? match[0].length : 3);
    line += from === match.index + 3 ? 0 : 1;
  }
  const last = text.slice(from);
  if (isContent(last) || documents.length === 0) documents.push({ text: last, line });
  return documents;
}

/** Something but comments and directives. */
function isContent(text: string): boolean {
  return /^[ \t]*[^\s#%]/mu.test(text);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
