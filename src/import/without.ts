import type { Imported, ImportedContainer, ImportedEntry, Unmapped } from './imported.ts';
import type { Kept } from './merging.ts';
import { containersNamed } from './place-containers.ts';

/** What was read without entries that find no room in the model, and without what names them; and what that leaves without a server. */
export function without(
  imported: Imported,
  left: readonly Kept[],
): { readonly imported: Imported; readonly homeless: readonly Unmapped[] } {
  const gone = new Set(left.map(({ section, id }) => `${section}/${id}`));
  const isLeft = (section: Kept['section'], id: unknown): boolean => gone.has(`${section}/${String(id)}`);
  const entriesOf = (section: Kept['section']): readonly ImportedEntry[] =>
    imported[section].filter(({ id }) => !isLeft(section, id)).map((entry) => ({ ...entry, lists: listsOf(entry) }));
  const listsOf = ({ lists }: ImportedEntry): ImportedEntry['lists'] =>
    Object.fromEntries(
      Object.entries(lists).map(([key, names]) => [key, names.filter(({ name }) => !isLeft('pods', name))]),
    );
  const isHomeless = ({ server, rest: { pod } }: ImportedContainer): boolean =>
    isLeft('servers', server) || isLeft('pods', pod);
  const homeless = imported.containers.filter(isHomeless);
  return {
    imported: {
      ...imported,
      ...{ subsystems: entriesOf('subsystems'), pods: entriesOf('pods'), servers: entriesOf('servers') },
      containers: imported.containers.filter((container) => !isHomeless(container)),
    },
    homeless:
      homeless.length === 0
        ? []
        : [
            {
              what: containersNamed(homeless.map(({ name }) => name)),
              why: 'the form of the files leaves no room for their servers or pods: write these by hand',
            },
          ],
  };
}
