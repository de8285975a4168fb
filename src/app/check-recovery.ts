import { abilitiesOf } from '../config/recovery/settings.ts';
import type { ActuatorSettings } from '../config/recovery/settings.ts';
import type { Settings } from '../config/settings.ts';
import type { FindingWord } from '../domain/errors/catalogue.ts';
import type { Finding } from '../domain/finding.ts';
import type { ActionStep, Recovery } from '../domain/recovery-rule.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { nearestName } from '../model/nearest-name.ts';
import { keyPositionOf, within } from '../model/positions.ts';
import type { Place } from '../model/positions.ts';
import type { DeclaredModel } from '../model/read-model.ts';
import { withPresets } from '../observe/presets.ts';

/** What was read: only configuration and model together show what recovery lacks. */
interface Read {
  readonly settings: Settings;
  readonly graph: ServiceGraph | undefined;
  readonly declared: DeclaredModel | undefined;
}

/**
 * Finds steps that could never be taken: by an actuator that is not configured or can't do them, or back to versions that
 * nobody sees. Warnings, for all else works, and no such step is begun. Of recoveries that are off nothing is said.
 */
export function checkRecovery({ settings, graph, declared }: Read): readonly Finding[] {
  const { mode, actuators } = settings.recovery;
  if (mode === 'off') return [];
  return (graph?.model.recoveries ?? []).flatMap((recovery) => {
    if (recovery.mode === 'off') return [];
    return recovery.steps.flatMap((step, index) => {
      if (step.kind === 'escalate') return [];
      const told = [
        ...actuatorFindings(step, actuators),
        ...(step.kind === 'roll-back' && !seesVersions(settings) ? [unseenVersions()] : []),
      ];
      return told.map((finding) => ({ ...finding, ...positionIn(declared, recovery, index) }));
    });
  });
}

function actuatorFindings(
  { by, kind }: ActionStep,
  actuators: ReadonlyMap<string, ActuatorSettings>,
): readonly Finding[] {
  const actuator = actuators.get(by);
  if (actuator === undefined) {
    const nearest = nearestName(by, actuators.keys());
    const hint = nearest === undefined ? 'describe it under `recovery.actuators`' : `did you mean \`${nearest}\`?`;
    return [warning('unknown-actuator', `there is no actuator \`${by}\` in the configuration: ${hint}`)];
  }
  const abilities = abilitiesOf(actuator);
  if (abilities.includes(kind)) return [];
  const able = abilities.map((each) => `\`${each}\``).join(', ');
  return [
    warning(
      'unable-actuator',
      `actuator \`${by}\` is of kind \`${actuator.kind}\`, which can't do \`${kind}\`, only ${able}; name another one`,
    ),
  ];
}

function seesVersions({ signals }: Settings): boolean {
  const { items } = withPresets(signals.own, signals.presets);
  return items.some(({ signal }) => signal === 'image' || signal === 'version');
}

function unseenVersions(): Finding {
  return warning(
    'no-version-signal',
    '`roll-back` needs to know what runs, and no line of `signals` or of the presets gives `image` or `version`; add one',
  );
}

function positionIn(
  declared: DeclaredModel | undefined,
  { id }: Recovery,
  step: number,
): Pick<Finding, 'position'> | Record<string, never> {
  const place: Place | undefined = declared?.declarations?.recoveries.get(id)?.place;
  return place ? { position: keyPositionOf(within(place, 'steps', step)) } : {};
}

function warning(code: FindingWord, message: string): Finding {
  return { level: 'warning', code, message };
}
