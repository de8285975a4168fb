import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Here } from '../here.ts';
import { SeverityWord, StateWord, reserveText } from '../marks.tsx';
import { hrefOf } from '../place.ts';
import { say } from '../say.ts';
import type { Scene, SceneNode } from './scene.ts';

/** What the map shows, in rows: the worst first. */
export function MapTable({ scene }: { readonly scene: Scene }): JSX.Element {
  const place = useContext(Here);
  const names = new Map(scene.nodes.map(({ id, name }) => [id, name]));
  const hasPoints = scene.nodes.some(({ points }) => points !== undefined);
  const isLit = scene.nodes.some(({ part }) => part !== undefined);
  const rows = scene.nodes.toSorted((a, b) => b.severity - a.severity || (a.name < b.name ? -1 : 1));
  const calls = (node: SceneNode): string =>
    scene.calls.flatMap(({ from, to }) => (from === node.id ? (names.get(to) ?? []) : [])).join(', ');
  return (
    <div class="scroll">
      <table class="map-table">
        <thead>
          <tr>
            <th scope="col">{say('table.name')}</th>
            <th scope="col">{say('table.state')}</th>
            <th scope="col">{say('table.severity')}</th>
            <th scope="col">{say('table.reserve')}</th>
            {isLit && <th scope="col">{say('table.part')}</th>}
            {hasPoints && <th scope="col">{say('table.points')}</th>}
            <th scope="col">{say('table.calls')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((node) => (
            <tr key={node.id}>
              <th scope="row">
                <a href={hrefOf({ ...place, node: node.id })}>{node.name}</a>
              </th>
              <td>
                <StateWord state={node.shown} />
              </td>
              <td>{node.severity > 0 && <SeverityWord severity={node.severity} />}</td>
              <td>{node.reserve === undefined ? '' : reserveText(node.reserve)}</td>
              {isLit && <td>{node.part === 'root' || node.part === 'symptom' ? say(`part.${node.part}`) : ''}</td>}
              {hasPoints && <td>{node.points}</td>}
              <td>{calls(node)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
