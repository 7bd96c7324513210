/** What the start page offers only where the sample county is loaded. */
import { useState } from "react";
import { type DeviceKind, signIn } from "../../contracts/identity.ts";
import { openSampleDevice, type SampleCounty } from "../../contracts/start.ts";
import { ApiProblem, call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { pick } from "../parts/words.ts";
import { TileFace } from "./start.tsx";
import { homeOf, type Tile } from "./surfaces.ts";
import { t } from "./words.ts";

type HallProps = { sample: SampleCounty; hallId: string; onChoose: (hallId: string) => void };

export function HallChoice({ sample, hallId, onChoose }: HallProps) {
  return (
    <label className="start-hall">
      {t("hall")}
      <select value={hallId} onChange={({ target }) => onChoose(target.value)}>
        {sample.halls.map(({ hallId: id, name }) => (
          <option key={id} value={id}>
            {pick(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Opens a screen that is paired already: a fresh code is asked for when it is pressed, because a code works once. */
export function PairedLink({ tile, kind, hallId }: { tile: Tile; kind: DeviceKind; hallId: string }) {
  const [error, setError] = useState<unknown>();
  const open = async () => {
    setError(undefined);
    // Opened before the answer comes: browsers let a page open a tab only while the press lasts.
    const tab = window.open("", "_blank");
    try {
      const { path } = await call(openSampleDevice, { body: { hallId, kind } });
      if (tab) tab.location.href = path;
      else location.href = path;
    } catch (refusal) {
      tab?.close();
      setError(refusal);
    }
  };
  return (
    <li>
      <button type="button" className="tile" data-surface={tile.name} onClick={() => void open()}>
        <TileFace tile={tile} label={t("openPaired")} />
      </button>
      <ProblemNote error={error} />
    </li>
  );
}

export function SignIns({ sample }: { sample: SampleCounty }) {
  const [error, setError] = useState<unknown>();
  const enter = async (login: string, role: string) => {
    const { orgId, password } = sample;
    const home = homeOf(role);
    try {
      await call(signIn, { body: { orgId, login, password } });
      location.href = home;
    } catch (refusal) {
      // Somebody changed this password or set up one-time codes: their own sign-in page asks for them.
      if (refusal instanceof ApiProblem && refusal.document.status === 401) {
        location.href = `${home}?company=${orgId}&login=${login}`;
      } else setError(refusal);
    }
  };
  return (
    <section className="start-group">
      <header>
        <h2>{t("signIns")}</h2>
      </header>
      <ProblemNote error={error} />
      <ul className="people">
        {sample.people.map(({ login, name, role, roleName }) => (
          <li key={login}>
            <button
              type="button"
              aria-label={t("enterAs", { name, role: pick(roleName) })}
              onClick={() => void enter(login, role)}
            >
              <b>{name}</b>
              <span>{pick(roleName)}</span>
              <code>{login}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
