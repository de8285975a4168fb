import type { JSX } from 'preact';
import type { Severity } from '../domain/severity.ts';
import { severityShapes, stateShapes } from '../domain/shapes.ts';
import type { Shown } from '../domain/shapes.ts';
import { say } from './say.ts';

/** A severity as its colour and shape, for beside its word. */
export function SeverityMark({ severity }: { readonly severity: Severity }): JSX.Element {
  return <Mark of={`severity-${severity}`} path={severityShapes[severity]} />;
}

/** A severity in colour, shape and Zabbix's word. */
export function SeverityWord({ severity }: { readonly severity: Severity }): JSX.Element {
  return (
    <span class={`chip severity-${severity}`}>
      <SeverityMark severity={severity} /> {say(`severity.${severity}`)}
    </span>
  );
}

/** A state in colour, shape and word. */
export function StateWord({ state }: { readonly state: Shown }): JSX.Element {
  return (
    <span class={`state state-${state}`}>
      <StateMark state={state} /> {say(`state.${state}`)}
    </span>
  );
}

/** A state as its colour and shape, for beside its word. */
export function StateMark({ state }: { readonly state: Shown }): JSX.Element {
  return <Mark of={`state-${state}`} path={stateShapes[state]} />;
}

function Mark({ of, path }: { readonly of: string; readonly path: string }): JSX.Element {
  return (
    <svg class={`mark ${of}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} fill-rule="evenodd" />
    </svg>
  );
}

/** What a node is shown as: what it is, else what is to be said of it although it works. */
export function shownOf(node: {
  readonly state: Shown;
  readonly strained?: true | undefined;
  readonly planned?: true | undefined;
  readonly maskedBy?: readonly string[] | undefined;
}): Shown {
  if (node.planned === true) return 'planned';
  if (node.state !== 'working') return node.state;
  if (node.maskedBy !== undefined) return 'masked';
  return node.strained === true ? 'strained' : 'working';
}

/** How many more may fail, in words. */
export function reserveText(reserve: number | null): string {
  return reserve === null ? say('reserve.endless') : say('reserve', { reserve });
}
