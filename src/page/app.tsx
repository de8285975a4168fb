import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ModelDocument, StateDocument } from '../http/api/schema.ts';
import { pathOf } from './api.ts';
import type { Problem } from './api.ts';
import { Frame, Heading } from './frame.tsx';
import { Here, usePlace } from './here.ts';
import { Live, unknownYet } from './live.ts';
import type { Connection } from './live.ts';
import { LogIn } from './log-in.tsx';
import { InForce, installationOf, nothingInstalled } from './names.ts';
import type { Installation } from './names.ts';
import type { Place } from './place.ts';
import { Troubled } from './problem.tsx';
import { Cycle, Outdated, useResource } from './resource.ts';
import type { Loaded } from './resource.ts';
import { say } from './say.ts';
import { ExplainView } from './views/explain.tsx';
import { FunctionsView } from './views/functions.tsx';
import { HistoryView } from './views/history.tsx';
import { IncidentsView } from './views/incidents.tsx';
import { MapView } from './views/map.tsx';
import { WhatIfView } from './views/what-if.tsx';

/** The page: one view of what the server tells, at the place that the address names. */
export function App(): JSX.Element {
  const [connection, setConnection] = useState<Connection>(unknownYet);
  useEffect(() => {
    const live = new Live(setConnection);
    return () => live.close();
  }, []);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const outdated = useCallback((problem: Problem) => {
    setProblems((before) => [...before, problem]);
    return () => setProblems((before) => before.filter((one) => one !== problem));
  }, []);
  const place = usePlace();
  useArrival(place);
  if (connection.isLockedOut) return <LogIn />;
  return (
    <Here.Provider value={place}>
      <Cycle.Provider value={connection.cycle}>
        <Outdated.Provider value={outdated}>
          <Page connection={connection} place={place} problems={problems} />
        </Outdated.Provider>
      </Cycle.Provider>
    </Here.Provider>
  );
}

function Page({
  connection,
  place,
  problems,
}: {
  readonly connection: Connection;
  readonly place: Place;
  readonly problems: readonly Problem[];
}): JSX.Element {
  const state = useResource<StateDocument>(pathOf('state', { at: place.at }));
  const installation = useInstallation(connection.model);
  return (
    <InForce.Provider value={installation}>
      <Frame connection={connection} state={state.document} problems={problems}>
        <Shown place={place} state={state} />
      </Frame>
    </InForce.Provider>
  );
}

function Shown({ place, state }: { readonly place: Place; readonly state: Loaded<StateDocument> }): JSX.Element {
  const { document: found, problem } = state;
  if (found === undefined) {
    return (
      <>
        <Heading title={say(`view.${place.view}`)} />
        <Troubled problem={problem} />
      </>
    );
  }
  switch (place.view) {
    case 'incidents':
      return <IncidentsView state={found} />;
    case 'functions':
      return <FunctionsView />;
    case 'map':
      return <MapView state={found} />;
    case 'explain':
      return <ExplainView state={found} />;
    case 'what-if':
      return <WhatIfView />;
    case 'history':
      return <HistoryView />;
  }
}

function useInstallation(hash: string): Installation {
  const model = useResource<ModelDocument>('model', hash).document;
  const [installation, setInstallation] = useState(nothingInstalled);
  useEffect(() => {
    if (model !== undefined && model.hash !== installation.model.hash) setInstallation(installationOf(model));
  }, [model]);
  return installation;
}

/** Who comes to another view hears its heading; a page that has just been opened is read from its beginning. */
function useArrival({ view, node }: Place): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) document.querySelector('h1')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [view, node]);
}
