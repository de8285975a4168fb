import type { Severity } from '../../domain/severity.ts';
import { severityShapes, stateShapes } from '../../domain/shapes.ts';
import type { Shown } from '../../domain/shapes.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';

/** A severity as colour and shape; its word stands beside it. */
export function severityMark(severity: Severity): Markup {
  return mark(`severity-${severity}`, severityShapes[severity]);
}

/** A state as colour and shape; its word stands beside it. */
export function stateMark(state: Shown): Markup {
  return mark(`state-${state}`, stateShapes[state]);
}

function mark(of: string, path: string): Markup {
  return markup`<svg class="mark ${of}" viewBox="0 0 24 24" aria-hidden="true">
    <path d="${path}" fill-rule="evenodd" />
  </svg>`;
}
