/** The kiosk's one page: what the hall offers, one customer's visit, and what to do when network or paper fail. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { CardSeen } from "../../contracts/customers/shapes.ts";
import { viewFront } from "../../contracts/hall/views.ts";
import { askForHelp } from "../../contracts/hall/windows.ts";
import type { DeviceSelf } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { Icon } from "../parts/icons.tsx";
import { useLive } from "../parts/live.ts";
import { usePhonePath } from "../parts/use-phone-path.ts";
import { useWedge } from "../parts/use-wedge.ts";
import { pick, setLanguage, useLanguage } from "../parts/words.ts";
import { type DriverName, PrintFailed } from "../print/printer.ts";
import { seenOf } from "../reader/read-card.ts";
import { useCardReader } from "../reader/use-card-reader.ts";
import { BottomBar, Notice, TopBar } from "./frame.tsx";
import { Keeper } from "./offline/keeper.ts";
import { PreviewPaper } from "./paper.tsx";
import { hasNews, priorityOf } from "./recognise.ts";
import { ServicePanel, useServicePanel } from "./service-panel.tsx";
import { idleAfter, newVisit, type Session, toggle } from "./session.ts";
import { Choose } from "./steps/choose.tsx";
import { EnterCode } from "./steps/enter-code.tsx";
import { Identify } from "./steps/identify.tsx";
import { KnownCustomer } from "./steps/known.tsx";
import { Outcome, Trouble, Working } from "./steps/outcome.tsx";
import { Prepare } from "./steps/prepare.tsx";
import { take, type Wish } from "./take.ts";
import { useIdentify } from "./use-identify.ts";
import { useIdle } from "./use-idle.ts";
import { usePrinter } from "./use-printer.ts";
import { t, whyNot } from "./words.ts";

const warnS = 15;

export function Kiosk({ self }: { self: DeviceSelf }) {
  const language = useLanguage();
  const { hallId, orgId, deviceId } = self;
  const front = useLive(viewFront, { params: { hallId } });
  const isOffline = front.status === "lost";
  const { keeper, unmerged } = useKeeper(hallId, deviceId, front.status === "live");
  const { printer, isReady } = usePrinter();
  const phonePath = usePhonePath(hallId, front.status === "live");
  const [session, setSession] = useState<Session>(() => newVisit(1));
  const [elder, setElder] = useState(false);
  const [help, setHelp] = useState<"idle" | "coming" | "failed">("idle");
  const serviceOpen = useServicePanel();
  const visit = useRef(1);

  const restart = useCallback(() => {
    visit.current += 1;
    setSession(newVisit(visit.current));
    setElder(false);
    setHelp("idle");
    setLanguage("zh", { keep: false });
  }, []);
  const left = useIdle(
    idleAfter(session, elder || language !== "zh" || help !== "idle"),
    session.step.at === "done" ? 0 : warnS,
    restart,
  );

  useEffect(() => {
    document.documentElement.dataset.elder = elder ? "on" : "off";
  }, [elder]);

  const identify = useIdentify({
    hallId,
    visit: session.visit,
    onKnown: (known) => {
      if (known.largeType) setElder(true);
      const [code] = known.serviceCodes;
      const first = front.data?.services.find((service) => service.code === code && !whyNot(service));
      setSession((last) => ({
        ...last,
        known,
        reason: priorityOf(known),
        chosen: first ? [first.id] : last.chosen,
        step: hasNews(known) ? { at: "known", known } : { at: "choose" },
      }));
    },
  });
  const presented = (value: string, card: CardSeen | null) => {
    const { at } = session.step;
    if (isOffline || (at !== "choose" && at !== "identify")) return;
    setSession((last) => ({ ...last, step: { at: "identify" } }));
    identify.present(value, card);
  };
  useWedge((value) => presented(value, null));
  useCardReader((card) => presented(card.number, seenOf(card)));

  async function askHelp(): Promise<void> {
    const ok = await call(askForHelp, { params: { hallId } }, { attempts: 2 }).then(
      () => true,
      () => false,
    );
    setHelp(ok ? "coming" : "failed");
  }

  async function start(wish: Wish, driver?: DriverName): Promise<void> {
    if (!front.data) return;
    const { visit: mine } = session;
    const step = (next: Session["step"]) => {
      if (visit.current === mine) setSession((last) => ({ ...last, step: next }));
    };
    step({ at: "working", printing: false });
    const setting = {
      ...{ hallId, orgId, front: front.data, keeper, isOffline, language, largeType: elder },
      printer: driver === "none" || !isReady ? undefined : printer,
    };
    try {
      const taken = await take(wish, setting, () => step({ at: "working", printing: true }));
      step({ at: "done", taken });
      if (!isOffline) void keeper.catchUp().catch(() => {});
    } catch (error) {
      step({ at: "failed", error, wish });
      // Staff hear of a printer that cannot print without the customer having to find them.
      if (error instanceof PrintFailed) void askHelp();
    }
  }

  if (serviceOpen) return <ServicePanel self={self} keeper={keeper} />;
  if (!front.data) {
    return (
      <main className="plain kiosk kiosk-plain">
        <p role="status">{front.status === "refused" ? t("refused") : t("loading")}</p>
      </main>
    );
  }
  const { hall, services, priorityReasons } = front.data;
  const chosen = session.chosen.flatMap((id) => services.find((service) => service.id === id) ?? []);
  const change = (part: Partial<Session>) => setSession((last) => ({ ...last, ...part }));
  const toChoose = () => change({ step: { at: "choose" } });
  const { step } = session;
  return (
    <div className="plain kiosk">
      <TopBar hall={hall} elder={elder} onElder={() => setElder(!elder)} />
      {isOffline && <Notice icon="offline" tone="warn" text={t("offline")} count={unmerged} />}
      {!isOffline && !isReady && <Notice icon="printer" tone="warn" text={t("paperless")} count={0} />}
      <main className="kiosk-main" key={`${session.visit}-${step.at}`}>
        {step.at === "choose" && (
          <Choose
            front={front.data}
            chosen={session.chosen}
            isOffline={isOffline}
            phonePath={isOffline ? undefined : phonePath}
            onToggle={(id) => change({ chosen: isOffline ? [id] : toggle(session.chosen, id) })}
            onNext={() => change({ step: { at: "prepare" } })}
            greeted={session.known?.maskedName ?? null}
            onRecognise={isOffline || session.known ? undefined : () => change({ step: { at: "identify" } })}
          />
        )}
        {step.at === "identify" && (
          <Identify
            isBusy={identify.isBusy}
            problem={identify.problem}
            onNumber={(value) => identify.present(value)}
            onTyping={identify.forget}
            onBack={toChoose}
          />
        )}
        {step.at === "known" && (
          <KnownCustomer
            known={step.known}
            services={services}
            chosen={session.chosen}
            onToggle={(id) => change({ chosen: toggle(session.chosen, id) })}
            onNext={() => change({ step: { at: "prepare" } })}
            onOther={toChoose}
          />
        )}
        {step.at === "prepare" && (
          <Prepare
            services={chosen}
            reasons={priorityReasons}
            reason={session.reason}
            onFile={new Set(session.known?.papersOnFile.map(({ zh }) => zh))}
            onReason={(reason) => change({ reason })}
            onBack={toChoose}
            onTake={() =>
              start({
                kind: "services",
                services: chosen,
                reason: session.reason,
                customerKey: session.known?.customerKey ?? null,
              })
            }
          />
        )}
        {step.at === "code" && (
          <EnterCode
            isOffline={isOffline}
            onBack={toChoose}
            onCode={(code) => start({ kind: "appointment", code })}
          />
        )}
        {step.at === "working" && <Working printing={step.printing} />}
        {step.at === "done" && <Outcome taken={step.taken} onDone={restart} />}
        {step.at === "failed" && (
          <Trouble
            error={step.error}
            onRetry={() => start(step.wish)}
            onPhone={() => start(step.wish, "none")}
            onBack={restart}
          />
        )}
      </main>
      {help !== "idle" && (
        <p className={`kiosk-help ${help}`} role="status">
          <Icon name="help" size="1.6em" /> {help === "coming" ? t("guideComing") : t("guideFailed")}
        </p>
      )}
      <BottomBar
        step={step.at}
        language={language}
        onAppointment={() => change({ step: { at: "code" } })}
        onHelp={askHelp}
        onLanguage={() => setLanguage(language === "zh" ? "en" : "zh", { keep: false })}
      />
      <PreviewPaper key={session.visit} />
      {left !== null && <StillThere seconds={left} onRestart={restart} />}
      <p className="visually-hidden">{pick(hall.name)}</p>
    </div>
  );
}

function StillThere({ seconds, onRestart }: { seconds: number; onRestart: () => void }) {
  return (
    <div className="kiosk-still" role="alertdialog" aria-label={t("still")}>
      <div className="kiosk-still-box">
        <h2>{t("still")}</h2>
        <p>{t("stillHelp", { n: seconds })}</p>
        <div className="kiosk-still-ends">
          <button type="button" onClick={onRestart}>
            {t("restart")}
          </button>
          <button type="button" className="main">
            {t("goOn")}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Catches up whenever the network is back. */
function useKeeper(hallId: string, deviceId: string, isLive: boolean) {
  const [unmerged, setUnmerged] = useState(0);
  const [keeper] = useState(() => new Keeper(hallId, deviceId, setUnmerged));
  useEffect(() => {
    if (isLive) void keeper.catchUp().catch(() => {});
  }, [isLive, keeper]);
  return { keeper, unmerged };
}
