import type { Position } from '../../domain/finding.ts';
import type { Report } from '../../model/findings.ts';
import type { SourceFile } from '../../model/yaml-source.ts';
import type { Unmapped } from '../imported.ts';
import { countOf, type Draft, elementOf, type Kind, kinds, nodeOf, wordsOf } from './dsl-draft.ts';
import { type Statement, statementsIn } from './dsl-lines.ts';
import { longestName, type Relation, type Workspace } from './workspace.ts';

/** Reads a workspace in Structurizr's language (https://docs.structurizr.com/dsl/language); views and looks are passed over. */
export function readWorkspaceDsl(
  { path, text }: SourceFile,
  { report, leaveOut }: { readonly report: Report; readonly leaveOut: (unmapped: Unmapped) => void },
): Workspace | undefined {
  const reader = new DslReader(path, leaveOut);
  for (const statement of statementsIn(text)) reader.take(statement);
  reader.end();
  const { mistake } = reader;
  if (mistake) {
    report({ level: 'error', code: 'structurizr', message: mistake.message }, mistake.position);
    return undefined;
  }
  return reader.workspace();
}

/** A block that is open: what it describes, and how identifiers within it are called from outside. */
interface Block {
  readonly kind: Kind;
  readonly element?: Draft;
  readonly scope: string;
}

const mostBlocks = 100;

class DslReader {
  readonly #path: string;
  readonly #leaveOut: (unmapped: Unmapped) => void;
  readonly #blocks: (Block & { readonly line: number })[] = [];
  readonly #keys = new Map<string, Draft>();
  readonly #relations: Relation[] = [];
  readonly #archetypes = new Map<string, Kind>();
  readonly #tops: Draft[] = [];
  readonly #workspace: { name?: string; readonly properties: [string, string][] } = { properties: [] };
  #isHierarchical = false;
  #count = 0;
  mistake: { readonly message: string; readonly position: Position } | undefined;

  constructor(path: string, leaveOut: (unmapped: Unmapped) => void) {
    this.#path = path;
    this.#leaveOut = leaveOut;
  }

  take(statement: Statement): void {
    if (this.mistake) return;
    const { words, opens, line } = statement;
    const position: Position = { file: this.#path, line, column: 1 };
    if (words[0] === '}' && words.length === 1) {
      if (this.#blocks.pop() === undefined) this.mistake = { message: 'this `}` closes nothing', position };
      return;
    }
    if (words[0] === '{') {
      this.mistake = { message: 'a `{` must stand at the end of the line that it belongs to', position };
      return;
    }
    if (
      words.length > 2 &&
      words.at(-1) === '}' &&
      words.includes('{') &&
      this.#blocks.at(-1)?.kind !== 'passed-over'
    ) {
      this.mistake = {
        message: 'a block must go over several lines: what is in it, and its `}`, on lines of their own',
        position,
      };
      return;
    }
    const inner = this.#takeWords(words, position);
    if (!opens) return;
    if (this.#blocks.length > mostBlocks) this.mistake = { message: 'it is nested too deeply', position };
    this.#blocks.push({ ...inner, line });
  }

  /** Every block must have been closed. */
  end(): void {
    const open = this.#blocks.at(-1);
    if (open === undefined) return;
    this.mistake ??= { message: 'this `{` is not closed', position: { file: this.#path, line: open.line, column: 1 } };
  }

  /** What the words say, and the block that they may open. */
  #takeWords(words: readonly string[], position: Position): Block {
    const block = this.#blocks.at(-1) ?? { kind: 'workspace', scope: '' };
    const passed: Block = { kind: 'passed-over', scope: block.scope };
    if (block.kind === 'passed-over') return passed;
    if (block.kind === 'properties') {
      const [name = '', value = ''] = words;
      (block.element?.properties ?? this.#workspace.properties).push([name, value]);
      return passed;
    }
    const [identifier, rest] = words[1] === '=' ? [words[0], words.slice(2)] : [undefined, words];
    const [first = '', ...more] = rest;
    const word = first.toLowerCase();
    if (block.kind === 'archetypes') {
      const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
      if (identifier !== undefined && kind) this.#archetypes.set(identifier.toLowerCase(), kind);
      return passed;
    }
    const arrow = rest.findIndex((each, index) => index < 2 && /^(?:->|--[\w-]+->)$/u.test(each));
    if (arrow !== -1) {
      this.#relate(arrow === 0 ? 'this' : first, rest.slice(arrow + 1), { block, position });
      return passed;
    }
    const kind = this.#archetypes.get(word) ?? (Object.hasOwn(kinds, word) ? kinds[word] : undefined);
    if (kind) return this.#define(kind, { identifier, words: more, block, position });
    return this.#takeKeyword(word, more, { block, position }) ?? passed;
  }

  #takeKeyword(word: string, [first = '', ...rest]: readonly string[], { block, position }: Around): Block | undefined {
    const { element, scope } = block;
    switch (word) {
      case 'workspace':
        if (first.toLowerCase() === 'extends')
          this.#tell('`extends`', 'the other workspace is not looked for', position);
        else if (first !== '') this.#workspace.name = first;
        return { kind: 'workspace', scope: '' };
      case 'model':
        return { kind: 'model', scope: '' };
      case 'group':
      case 'enterprise':
        return { ...block, kind: 'group' };
      case 'archetypes':
      case 'properties':
        return { kind: word, scope, ...(element && { element }) };
      case '!identifiers':
        this.#isHierarchical = first.toLowerCase() === 'hierarchical';
        return undefined;
      case '!element':
      case '!ref':
      case '!extend': {
        const found = this.#find(first, scope);
        return found && { kind: found.kind, element: found, scope: this.#isHierarchical ? first : '' };
      }
      case '!include':
        this.#tell(`\`!include ${first}\``, 'other files are not looked for: put its text in its place', position);
        return undefined;
      default:
        this.#describe(word, [first, ...rest], element);
        return undefined;
    }
  }

  /** A line that says something of the element around it. */
  #describe(word: string, words: readonly string[], element: Draft | undefined): void {
    const [first = ''] = words;
    if (word === 'name' && element === undefined) this.#workspace.name = first;
    if (element === undefined) return;
    if (word === 'name' || word === 'description' || word === 'technology') element[word] = first;
    if (word === 'tag' || word === 'tags') element.tags.push(...words.flatMap((each) => each.split(',')));
    if (word === 'instances') element.instances = countOf(first);
  }

  #define(kind: Kind, { identifier, words, block, position }: Defining): Block {
    const { element: parent, scope } = block;
    const [name = '', ...rest] = words;
    const of = kind === 'instance' ? this.#find(name, scope)?.key : undefined;
    const draft: Draft = {
      ...{ kind, key: `${++this.#count}`, name, position },
      ...wordsOf(kind, rest),
      ...{ properties: [], parts: [] },
      ...(of !== undefined && { of }),
    };
    if (kind === 'instance' && of === undefined)
      this.#tell(`an instance of "${name}"`, 'nothing is called so before it', position);
    if (parent && kind !== 'environment') parent.parts.push(draft);
    else this.#tops.push(draft);
    const path =
      identifier !== undefined && this.#isHierarchical && scope !== '' ? `${scope}.${identifier}` : identifier;
    if (path !== undefined) this.#keys.set(path.toLowerCase(), draft);
    return { kind, element: draft, scope: this.#isHierarchical ? (path ?? scope) : '' };
  }

  #find(identifier: string, scope: string): Draft | undefined {
    const wanted = identifier.toLowerCase();
    const parts = scope === '' ? [] : scope.toLowerCase().split('.');
    for (let length = parts.length; length >= 0; length--) {
      const found = this.#keys.get([...parts.slice(0, length), wanted].join('.'));
      if (found) return found;
    }
    return undefined;
  }

  #relate(
    from: string,
    [to = '', description = '', technology = '']: readonly string[],
    { block, position }: Around,
  ): void {
    const source = from.toLowerCase() === 'this' ? block.element : this.#find(from, block.scope);
    const target = to.toLowerCase() === 'this' ? block.element : this.#find(to, block.scope);
    if (source === undefined || target === undefined) {
      const missing = source === undefined ? from : to;
      this.#tell(`the relation ${from} -> ${to}`, `nothing is called \`${missing}\` before it`, position);
      return;
    }
    this.#relations.push({
      from: source.key,
      to: target.key,
      ...(description !== '' && { description }),
      ...(technology !== '' && { technology }),
      position,
    });
  }

  #tell(what: string, why: string, position: Position): void {
    this.#leaveOut({ what, why, position });
  }

  workspace(): Workspace | undefined {
    const drafts = this.#tops;
    const systems = drafts.filter(({ kind }) => kind === 'system');
    const components = new Map<string, string>();
    for (const container of systems.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'container'))) {
      for (const { key } of container.parts) components.set(key, container.key);
    }
    return {
      ...(this.#workspace.name !== undefined && { name: this.#workspace.name.slice(0, longestName) }),
      properties: Object.fromEntries(this.#workspace.properties),
      systems: systems.map((system) => ({
        ...elementOf(system),
        containers: system.parts.filter(({ kind }) => kind === 'container').map(elementOf),
      })),
      components,
      people: new Set(drafts.filter(({ kind }) => kind === 'person').map(({ key }) => key)),
      relations: this.#relations,
      environments: drafts
        .filter(({ kind }) => kind === 'environment')
        .map(({ name, parts }) => ({ name, nodes: parts.filter(({ kind }) => kind === 'node').map(nodeOf) })),
    };
  }
}

interface Around {
  readonly block: Block;
  readonly position: Position;
}

interface Defining extends Around {
  readonly identifier: string | undefined;
  readonly words: readonly string[];
}
