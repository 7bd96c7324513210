/** Which window this desk is: all of the hall's, with who is there now. Numbers choose, Enter sits down. */
import { Button, Result, Skeleton } from "antd";
import { useEffect, useEffectEvent } from "react";
import { viewFloor, type WindowBoard } from "../../contracts/hall.ts";
import { useLive } from "../parts/live.ts";
import { defineWords, pick } from "../parts/words.ts";
import { HallSelect, type useHallChoice } from "../staff/hall-choice.tsx";
import { LinkBanner } from "../staff/link-banner.tsx";
import { useMe } from "../staff/session.tsx";
import { windowStateName } from "../staff/ticket-words.tsx";
import { TopBar } from "../staff/top-bar.tsx";
import { Areas } from "./orders/areas.tsx";
import { t as desk } from "./words.ts";

const t = defineWords({
  title: ["您在哪个窗口？", "Which window are you at?"],
  hint: [
    "本机会记住这个窗口，下次登录直接进入。",
    "This device remembers the window; next time you go straight to it.",
  ],
  free: ["空闲", "Free"],
  you: ["您已在此上岗", "You are here"],
  elastic: ["弹性窗口", "Elastic"],
  none: ["本厅还没有设置窗口", "This hall has no windows yet"],
  refused: ["看不到本厅的窗口", "The hall's windows cannot be shown"],
});

type Props = {
  choice: ReturnType<typeof useHallChoice>;
  hallId: string;
  onChoose: (windowId: string) => void;
};

export function WindowChoice({ choice, hallId, onChoose }: Props) {
  const { status, data, problem } = useLive(viewFloor, { params: { hallId } });
  const windows = data?.windows ?? [];
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const window = windows.find(({ number }) => number === event.key);
    if (window) onChoose(window.id);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);

  return (
    <>
      <TopBar
        title={desk("surface")}
        place={
          <>
            <Areas />
            <HallSelect {...choice} />
          </>
        }
      />
      <LinkBanner status={status} />
      <main className="window-choice">
        <h2>{t("title")}</h2>
        <p>{t("hint")}</p>
        {status === "refused" && (
          <Result status="warning" title={t("refused")} subTitle={problem && pick(problem)} />
        )}
        {!data && status !== "refused" && <Skeleton active paragraph={{ rows: 6 }} />}
        {data && windows.length === 0 && <Result title={t("none")} />}
        <div className="window-choice-grid">
          {windows.map((window) => (
            <WindowCard key={window.id} window={window} onChoose={() => onChoose(window.id)} />
          ))}
        </div>
      </main>
    </>
  );
}

function WindowCard({ window, onChoose }: { window: WindowBoard; onChoose: () => void }) {
  const me = useMe();
  const who =
    window.staff?.id === me.staffId
      ? t("you")
      : (window.staff?.name ?? (window.state === "closed" ? t("free") : windowStateName(window.state)));
  return (
    <Button className={`window-card is-${window.state}`} onClick={onChoose}>
      <strong>{window.number}</strong>
      <span>
        {pick(window.name)}
        {window.isElastic && <span className="badge">{t("elastic")}</span>}
      </span>
      <small>{who}</small>
    </Button>
  );
}
