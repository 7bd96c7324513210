/** A number for somebody who does not use the kiosk: several services, priority, a name, large type. */
import { Alert, Button, Input, Segmented } from "antd";
import { useState } from "react";
import { type PriorityReason, priorityReason, type ServiceOffer } from "../../contracts/hall.ts";
import { type ProblemCode, problems } from "../../contracts/problems.ts";
import { Icon } from "../parts/icons.tsx";
import { waitWords } from "../parts/time.ts";
import { defineWords, getLanguage, type Language, pick } from "../parts/words.ts";
import type { GuideProps } from "./guide-page.tsx";
import { Recognise, type Recognised } from "./recognise.tsx";
import { type Taken, TakenSlip } from "./taken-slip.tsx";

const t = defineWords({
  services: ["办什么业务？可选多项，按顺序办理", "Which services? Several are served in this order"],
  waiting: ["{n} 人等候", "{n} waiting"],
  windows: ["{n} 个窗口", "{n} windows"],
  left: ["余 {n} 个", "{n} left"],
  notNow: ["暂不能取号", "Not available now"],
  priority: ["优先照顾（可选）", "Priority (optional)"],
  name: ["称呼（可选，屏幕上打码）", "Name (optional, shown masked)"],
  language: ["叫号语言", "Language"],
  type: ["字号", "Type"],
  ordinary: ["普通", "Ordinary"],
  large: ["大字", "Large"],
  papers: ["请客户备好：{papers}", "Papers to have ready: {papers}"],
  onFile: ["已存档，不用再交：{papers}", "Already on file, no copy needed: {papers}"],
  take: ["取号", "Give the number"],
  choose: ["请先选业务", "Choose a service first"],
  clear: ["重选", "Clear"],
  closed: ["营业厅现在不营业，取不了号。", "The hall is closed now; no numbers are given."],
});

/** One ticket carries this many services at most (contract). */
const servicesMax = 5;

export function TakeTab({ floor, commands, run, pending }: GuideProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState<PriorityReason | null>(null);
  const [name, setName] = useState("");
  const [language, setLanguage] = useState<Language>(getLanguage());
  const [largeType, setLargeType] = useState(false);
  const [taken, setTaken] = useState<Taken>();
  const [known, setKnown] = useState<Recognised>();

  /** Fills in what the recognition suggests; the guide may choose otherwise. */
  const recognised = (answer: Recognised | undefined) => {
    setKnown(answer);
    if (!answer) return clear();
    const offered = floor.services.filter(({ available }) => available);
    const first = answer.serviceCodes.flatMap((code) => offered.find((one) => one.code === code) ?? [])[0];
    if (first) setChosen((last) => (last.length > 0 ? last : [first.id]));
    setReason(priorityReason.safeParse(answer.priorityReason).data ?? null);
    setLargeType(answer.largeType);
  };
  const clear = () => {
    setKnown(undefined);
    setChosen([]);
    setReason(null);
    setName("");
    setLanguage(getLanguage());
    setLargeType(false);
  };
  const toggle = (id: string) =>
    setChosen((last) =>
      last.includes(id) ? last.filter((other) => other !== id) : [...last, id].slice(0, servicesMax),
    );
  const take = async () => {
    const wish = {
      serviceIds: [...chosen],
      priorityReason: reason,
      language,
      largeType,
      customerName: name.trim() || null,
      customerKey: known?.customerKey ?? null,
    };
    const answer = await run("take", () => commands.take(wish));
    if (!answer) return;
    setTaken(answer);
    clear();
  };
  const onFile = new Set(known?.papersOnFile.map(({ zh }) => zh));
  const asked = floor.services.filter(({ id }) => chosen.includes(id)).flatMap(({ papers }) => papers);
  const listed = (isThere: boolean) => [
    ...new Set(asked.filter(({ zh }) => onFile.has(zh) === isThere).map(pick)),
  ];
  const [papers, there] = [listed(false), listed(true)];

  return (
    <main className="take-tab">
      {!floor.hall.isOpen && <Alert type="warning" showIcon title={t("closed")} />}
      <Recognise hallId={floor.hall.id} known={known} services={floor.services} onKnown={recognised} />
      <section>
        <h2>{t("services")}</h2>
        <div className="take-services">
          {floor.services.map((service) => (
            <ServiceTile
              key={service.id}
              service={service}
              place={chosen.indexOf(service.id) + 1}
              onToggle={() => toggle(service.id)}
            />
          ))}
        </div>
        {papers.length > 0 && <p className="take-papers">{t("papers", { papers: papers.join("、") })}</p>}
        {there.length > 0 && (
          <p className="take-papers is-on-file">
            <Icon name="check" /> {t("onFile", { papers: there.join("、") })}
          </p>
        )}
      </section>
      <section>
        <h2>{t("priority")}</h2>
        <div className="guide-chips">
          {floor.priorityReasons.map((option) => {
            const code = priorityReason.parse(option.code);
            return (
              <button
                key={code}
                type="button"
                aria-pressed={reason === code}
                onClick={() => setReason(reason === code ? null : code)}
              >
                {pick(option)}
              </button>
            );
          })}
        </div>
      </section>
      <section className="take-more">
        <label htmlFor="take-name">
          <span>{t("name")}</span>
          <Input
            id="take-name"
            size="large"
            value={name}
            maxLength={40}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <div>
          <span>{t("language")}</span>
          <Segmented<Language>
            size="large"
            aria-label={t("language")}
            value={language}
            onChange={setLanguage}
            options={[
              { value: "zh", label: "中文" },
              { value: "en", label: "English" },
            ]}
          />
        </div>
        <div>
          <span>{t("type")}</span>
          <Segmented<"ordinary" | "large">
            size="large"
            aria-label={t("type")}
            value={largeType ? "large" : "ordinary"}
            onChange={(type) => setLargeType(type === "large")}
            options={[
              { value: "ordinary", label: t("ordinary") },
              { value: "large", label: t("large") },
            ]}
          />
        </div>
      </section>
      <footer>
        <Button size="large" disabled={chosen.length === 0} onClick={clear}>
          {t("clear")}
        </Button>
        <Button
          type="primary"
          className="take-go"
          disabled={chosen.length === 0}
          loading={pending === "take"}
          onClick={() => void take()}
        >
          {t(chosen.length === 0 ? "choose" : "take")}
        </Button>
      </footer>
      <TakenSlip taken={taken} commands={commands} onClose={() => setTaken(undefined)} />
    </main>
  );
}

type TileProps = { service: ServiceOffer; place: number; onToggle: () => void };

function ServiceTile({ service, place, onToggle }: TileProps) {
  const { unavailable } = service;
  // The sentence needs facts that only a refusal has; the guide sees at least that it is not to be had.
  const why = unavailable && unavailable in problems ? pick(problems[unavailable as ProblemCode]) : undefined;
  const reason = why && !why.includes("{") ? why : t("notNow");
  return (
    <button
      type="button"
      className="take-service"
      aria-pressed={place > 0}
      disabled={!service.available}
      onClick={onToggle}
    >
      <b>{place > 0 ? place : service.letter}</b>
      <span>
        <strong>{pick(service.name)}</strong>
        <small>
          {service.available
            ? [
                t("waiting", { n: service.waiting }),
                service.wait && waitWords(service.wait),
                service.remainingToday !== null && t("left", { n: service.remainingToday }),
              ]
                .filter(Boolean)
                .join(" · ")
            : reason}
        </small>
      </span>
    </button>
  );
}
