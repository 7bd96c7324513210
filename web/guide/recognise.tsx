/** Who stands there? (一证识别) What comes back fills in the number: service, priority, type size, papers. */
import { Button, Input, type InputRef } from "antd";
import { useRef, useState } from "react";
import { recogniseAtHall } from "../../contracts/customers/recognition.ts";
import type { CardSeen } from "../../contracts/customers/shapes.ts";
import type { ResultOf } from "../../contracts/endpoint.ts";
import type { ServiceOffer } from "../../contracts/hall.ts";
import { call } from "../parts/api.ts";
import { Icon } from "../parts/icons.tsx";
import { problemWords } from "../parts/problem.tsx";
import { useWedge } from "../parts/use-wedge.ts";
import { defineWords, pick } from "../parts/words.ts";
import { seenOf } from "../reader/read-card.ts";
import { useCardReader } from "../reader/use-card-reader.ts";

const t = defineWords({
  label: ["识别客户（可选）：刷证件，或输入电话、户号", "Recognise (optional): card, phone or account"],
  hint: ["证件 / 电话 / 户号 / 表号", "Card / phone / account / meter"],
  go: ["识别", "Recognise"],
  unknown: ["没有找到，可直接取号。", "Not known here; the number can be given all the same."],
  forget: ["清除", "Forget"],
  home: ["可上门服务", "Home service"],
  large: ["大字", "Large type"],
  at: ["{service}（{where}）", "{service} ({where})"],
  suggested: ["建议业务：{services}", "Suggested: {services}"],
  matters: ["在办", "Open"],
  papers: ["请备好：{papers}", "To have ready: {papers}"],
});

export type Recognised = ResultOf<typeof recogniseAtHall>;
type Props = {
  hallId: string;
  known: Recognised | undefined;
  services: readonly ServiceOffer[];
  onKnown: (known: Recognised | undefined) => void;
};

export function Recognise({ hallId, known, services, onKnown }: Props) {
  const [text, setText] = useState("");
  const [message, setMessage] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const field = useRef<InputRef>(null);

  async function present(value: string, card: CardSeen | null = null): Promise<void> {
    if (value.trim() === "") return;
    const mine = ++turn.current;
    setBusy(true);
    setMessage(undefined);
    try {
      const answer = await call(recogniseAtHall, { params: { hallId }, body: { value: value.trim(), card } });
      if (mine !== turn.current) return;
      // The number itself is not kept on the tablet's screen.
      setText("");
      if (answer.isKnown) onKnown(answer);
      else setMessage(t("unknown"));
    } catch (error) {
      if (mine === turn.current) setMessage(pick(problemWords(error)));
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }
  useWedge((read) => void present(read));
  useCardReader((card) => void present(card.number, seenOf(card)));

  return (
    <section className="guide-recognise">
      {known ? (
        <Known known={known} services={services} onForget={() => onKnown(undefined)} />
      ) : (
        <>
          <label htmlFor="guide-recognise">{t("label")}</label>
          <div className="guide-recognise-field">
            <Input
              id="guide-recognise"
              ref={field}
              size="large"
              prefix={<Icon name="person" />}
              placeholder={t("hint")}
              value={text}
              maxLength={100}
              autoComplete="off"
              inputMode="text"
              onChange={({ target }) => {
                setText(target.value);
                setMessage(undefined);
              }}
              onPressEnter={(event) => !event.nativeEvent.isComposing && void present(text)}
            />
            <Button
              size="large"
              loading={isBusy}
              disabled={text.trim() === ""}
              onClick={() => void present(text)}
            >
              {t("go")}
            </Button>
          </div>
          <p role="status" className="guide-recognise-message">
            {message}
          </p>
        </>
      )}
    </section>
  );
}

type KnownProps = { known: Recognised; services: readonly ServiceOffer[]; onForget: () => void };

function Known({ known, services, onForget }: KnownProps) {
  const { maskedName, largeType, homeService, proposals, matters, papers, serviceCodes } = known;
  const suggested = serviceCodes.flatMap((code) => {
    const service = services.find((one) => one.code === code);
    if (!service) return [];
    return [
      service.where
        ? t("at", { service: pick(service.name), where: pick(service.where) })
        : pick(service.name),
    ];
  });
  return (
    <>
      <header>
        <h2 data-testid="recognised">{maskedName}</h2>
        {largeType && <span className="badge">{t("large")}</span>}
        {homeService && (
          <span className="badge badge-priority">
            <Icon name="heart" /> {t("home")}
          </span>
        )}
        <Button onClick={onForget}>{t("forget")}</Button>
      </header>
      {suggested.length > 0 && <p>{t("suggested", { services: suggested.join("、") })}</p>}
      {proposals.length > 0 && (
        <ul>
          {proposals.map(({ showingId, title, reason }) => (
            <li key={showingId}>
              <b>{pick(title)}</b> <span>{pick(reason)}</span>
            </li>
          ))}
        </ul>
      )}
      {matters.length > 0 && (
        <p>
          {t("matters")}{" "}
          {matters.map(({ title, state }) => (
            <span key={title.zh} className="guide-matter">
              {pick(title)} · {pick(state)}
            </span>
          ))}
        </p>
      )}
      {papers.length > 0 && (
        <p className="take-papers">{t("papers", { papers: papers.map(pick).join("、") })}</p>
      )}
    </>
  );
}
