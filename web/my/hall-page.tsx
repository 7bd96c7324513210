/** A hall on the phone. `#hall=…&code=…` from the QR code on its screens: the code proves being there today. */
import { useState } from "react";
import { viewFront } from "../../contracts/hall/views.ts";
import { useLive } from "../parts/live.ts";
import { pick, useLanguage } from "../parts/words.ts";
import { Book } from "./book.tsx";
import { Bookings } from "./bookings.tsx";
import { Frame } from "./frame.tsx";
import { TakeNumber } from "./take-number.tsx";
import { t } from "./words.ts";

const asked = new URLSearchParams(location.hash.slice(1));
const hallId = asked.get("hall");
const hallCode = asked.get("code");
addEventListener("hashchange", () => location.reload());

const tabs = ["take", "book", "mine"] as const;
type Tab = (typeof tabs)[number];

export function HallPage() {
  useLanguage();
  const { status, data } = useLive(viewFront, hallId ? { params: { hallId } } : null);
  const [tab, setTab] = useState<Tab>(hallCode ? "take" : "book");
  if (!hallId || !data) {
    const words = hallId ? (status === "refused" ? t("refused") : t("loading")) : t("noHall");
    return (
      <Frame title={t("title")} isLost={status === "lost"}>
        <p className="my-empty" role="status">
          {words}
        </p>
      </Frame>
    );
  }
  const { hall } = data;
  const spans = hall.hours.map(({ opens, closes }) => `${opens}–${closes}`).join("，");
  return (
    <Frame title={pick(hall.name)} isLost={status === "lost"}>
      <section className="my-hall">
        <span className={hall.isOpen ? "my-open" : "my-closed"}>{hall.isOpen ? t("open") : t("closed")}</span>{" "}
        {spans ? t("hours", { spans }) : t("closedToday")}
        <p className="my-soft">{hall.address}</p>
      </section>
      <nav className="my-tabs">
        {tabs.map((name) => (
          <button type="button" key={name} aria-pressed={tab === name} onClick={() => setTab(name)}>
            {t(`${name}Tab`)}
          </button>
        ))}
      </nav>
      {tab === "take" && <TakeNumber front={data} hallCode={hallCode} />}
      {tab === "book" && <Book front={data} onBooked={() => setTab("mine")} />}
      {tab === "mine" && <Bookings hallId={hallId} hallCode={hallCode} />}
    </Frame>
  );
}
