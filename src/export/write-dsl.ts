import { distinctNames } from '../domain/distinct-names.ts';
import type { DeploymentNode, Element, Workspace } from '../import/structurizr/workspace.ts';

/** A workspace in Structurizr's language, with a view of all and one of each system (https://docs.structurizr.com/dsl/language). */
export function writeWorkspaceDsl(workspace: Workspace): string {
  const { name = '', properties, systems, relations, environments } = workspace;
  const wordOf = identifiers(workspace);
  return [
    `workspace ${quoted(name)} {`,
    ...indented(propertyLines(properties)),
    '  model {',
    ...indented(
      systems.flatMap((system) =>
        block(`${wordOf(system.key)} = softwareSystem ${quoted(system.name)}`, [
          ...propertyLines(system.properties),
          ...system.containers.flatMap((container) => containerLines(container, wordOf)),
        ]),
      ),
      4,
    ),
    ...relations.map(({ from, to, description = '' }) => `    ${wordOf(from)} -> ${wordOf(to)} ${quoted(description)}`),
    ...indented(
      environments.flatMap((environment) =>
        block(
          `deploymentEnvironment ${quoted(environment.name)}`,
          environment.nodes.flatMap((node) => nodeLines(node, wordOf)),
        ),
      ),
      4,
    ),
    '  }',
    '  views {',
    ...indented(viewLines(workspace, wordOf), 4),
    '  }',
    '}',
    '',
  ].join('\n');
}

type WordOf = (key: string) => string;

/** Identifiers hold few signs; what becomes the same gets a number. */
function identifiers({ systems }: Workspace): WordOf {
  const words = new Map<string, string>();
  const distinct = distinctNames('_');
  for (const { key } of systems.flatMap((system) => [system, ...system.containers])) {
    words.set(key, distinct(key.replace(/\W/gu, '_').toLowerCase()));
  }
  return (key) => words.get(key) ?? '';
}

function containerLines(container: Element, wordOf: WordOf): readonly string[] {
  const { key, name, description = '', tags, properties } = container;
  const head = `${wordOf(key)} = container ${[name, description, '', tags.join(',')].map(quoted).join(' ')}`;
  return block(head, propertyLines(properties));
}

function nodeLines(node: DeploymentNode, wordOf: WordOf): readonly string[] {
  const inner = [
    ...propertyLines(node.properties),
    ...node.infrastructure.flatMap(({ name, properties }) =>
      block(`infrastructureNode ${quoted(name)}`, propertyLines(properties)),
    ),
    ...node.containers.flatMap(({ container, properties }) =>
      block(`containerInstance ${wordOf(container)}`, propertyLines(properties)),
    ),
  ];
  return block(`deploymentNode ${quoted(node.name)}`, inner);
}

/** Databases look like such; what is stateless keeps its shape. */
function viewLines({ systems }: Workspace, wordOf: WordOf): readonly string[] {
  const layout = ['include *', 'autoLayout lr'];
  return [
    ...block('systemLandscape "all"', layout),
    ...systems
      .filter(({ containers }) => containers.length > 0)
      .flatMap(({ key }) => block(`container ${wordOf(key)} ${quoted(wordOf(key))}`, layout)),
    ...block(
      'styles',
      ['quorum', 'primary-replica', 'all'].flatMap((kind) => block(`element ${quoted(kind)}`, ['shape Cylinder'])),
    ),
  ];
}

function propertyLines(properties: Readonly<Record<string, string>>): readonly string[] {
  const lines = Object.entries(properties).map(([name, value]) => `${quoted(name)} ${quoted(value)}`);
  return lines.length === 0 ? [] : block('properties', lines);
}

function block(head: string, inner: readonly string[]): readonly string[] {
  return inner.length === 0 ? [head] : [`${head} {`, ...indented(inner), '}'];
}

function indented(lines: readonly string[], by = 2): readonly string[] {
  return lines.map((line) => `${' '.repeat(by)}${line}`);
}

/** Nothing in an export ends a text early: names and properties are made without such signs. */
function quoted(text: string): string {
  return `"${text}"`;
}
