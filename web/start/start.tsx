import { type ReactNode, useEffect, useState } from "react";
import { type SampleCounty, viewStart } from "../../contracts/start.ts";
import { call } from "../parts/api.ts";
import { Icon, Mark } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { setLanguage, useLanguage } from "../parts/words.ts";
import { HallChoice, PairedLink, SignIns } from "./sample.tsx";
import { type Tile, tiles } from "./surfaces.ts";
import { t } from "./words.ts";

type State = { readonly sample?: SampleCounty | null; readonly error?: unknown };

export function Start() {
  const language = useLanguage();
  const [{ sample, error }, setState] = useState<State>({});
  const [hallId, setHallId] = useState<string>();
  useEffect(() => {
    call(viewStart).then(
      (answer) => setState({ sample: answer.sample }),
      (refusal: unknown) => setState({ error: refusal }),
    );
  }, []);
  const hall = hallId ?? sample?.halls[0]?.hallId;
  const other = language === "zh" ? "en" : "zh";
  return (
    <div className="plain start">
      <header className="start-head">
        <div className="start-bar">
          <Mark size={44} />
          <strong>{t("name")}</strong>
          <button type="button" lang={other} onClick={() => setLanguage(other)}>
            {t("other")}
          </button>
        </div>
        <h1>{t("what")}</h1>
        <p>{t("motto")}</p>
      </header>
      <main>
        <ProblemNote error={error} />
        {sample === null && <p className="start-note">{t("noSample")}</p>}
        {sample && (
          <p className="start-note">
            <b>{t("sample")}</b> {t("sampleText", { orgId: sample.orgId })} <code>{sample.password}</code>
          </p>
        )}
        <Group
          name="groupHall"
          extra={sample && hall && <HallChoice sample={sample} hallId={hall} onChoose={setHallId} />}
        >
          {(tile) =>
            sample && hall && tile.device ? (
              <PairedLink key={tile.name} tile={tile} kind={tile.device} hallId={hall} />
            ) : (
              <TileLink key={tile.name} tile={tile} />
            )
          }
        </Group>
        <Group name="groupStaff">{(tile) => <TileLink key={tile.name} tile={tile} />}</Group>
        <Group name="groupCustomer">
          {(tile) => (
            <TileLink
              key={tile.name}
              tile={tile}
              {...(tile.name === "my" && hall && { query: `#hall=${hall}` })}
            />
          )}
        </Group>
        {sample && <SignIns sample={sample} />}
      </main>
    </div>
  );
}

type GroupProps = { name: Tile["group"]; extra?: ReactNode; children: (tile: Tile) => ReactNode };

function Group({ name, extra, children }: GroupProps) {
  return (
    <section className="start-group">
      <header>
        <h2>{t(name)}</h2>
        {extra}
      </header>
      <ul className="tiles">{tiles.filter(({ group }) => group === name).map(children)}</ul>
    </section>
  );
}

export function TileFace({ tile, label }: { tile: Tile; label: string }) {
  return (
    <>
      <span className="tile-icon">
        <Icon name={tile.icon} size={30} />
      </span>
      <b>{t(tile.name)}</b>
      <span className="tile-text">{t(`${tile.name}Text`)}</span>
      <span className="tile-foot">
        <code>{tile.path}</code>
        <span>
          {label} <Icon name="forward" />
        </span>
      </span>
    </>
  );
}

function TileLink({ tile, query = "" }: { tile: Tile; query?: string }) {
  return (
    <li>
      <a className="tile" href={`${tile.path}${query}`} data-surface={tile.name}>
        <TileFace tile={tile} label={t("open")} />
      </a>
    </li>
  );
}
