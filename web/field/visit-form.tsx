/**
 * A visit with its form. Every key press is kept on the phone; done, it goes into the outbox under the key that the draft was
 * given when it began, so that two taps on wet glass are one.
 */
import { useEffect, useRef, useState } from "react";
import type { Visit } from "../../contracts/orders/field.ts";
import type { FormValues } from "../../contracts/orders/shapes.ts";
import { claimStep } from "../../contracts/orders/steps.ts";
import { call } from "../parts/api.ts";
import { Icon } from "../parts/icons.tsx";
import { freshId } from "../parts/ids.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { now } from "../parts/time.ts";
import { pick } from "../parts/words.ts";
import { FieldInput } from "./field-input.tsx";
import { fieldsOf, firstFault } from "./fields.ts";
import { blobOf } from "./pictures.ts";
import { canHash, isStillSigned } from "./sheet.ts";
import { SheetInput } from "./sheet-input.tsx";
import * as store from "./store.ts";
import { tellActs } from "./sync.ts";
import { t } from "./words.ts";

type Props = { visit: Visit; staffId: string; onRecorded: () => void };

export function VisitForm({ visit, staffId, onRecorded }: Props) {
  const { line, contact, demand, evidence, papers } = visit;
  const [draft, setDraft] = useState<store.Draft>();
  const [missing, setMissing] = useState<string>();
  const [isVoid, setVoid] = useState(false);
  const isDone = useRef(false);
  useEffect(() => {
    void store
      .readDraft(line.stepId)
      .then((kept) =>
        setDraft(kept ?? { stepId: line.stepId, actId: freshId(), values: {}, pictures: [], note: "" }),
      );
  }, [line.stepId]);
  // Also when the order was changed elsewhere while the phone was away: its sheet reads otherwise then.
  const isBroken = draft?.sheet !== undefined && !isStillSigned(visit, draft, draft.sheet);
  useEffect(() => {
    if (!isBroken || isDone.current) return;
    setVoid(true);
    setDraft((present) => present && withoutSignature(present));
  }, [isBroken]);
  if (!draft) return <p className="field-empty">{t("opening")}</p>;
  const all = fieldsOf(visit);
  const hasSheet = visit.sheet !== null && canHash();
  // On the sheet the customer signs for both: for what was found, and that somebody was there.
  const own = hasSheet ? all.find(({ kind }) => kind === "signature") : undefined;
  const fields = own ? all.filter((field) => field !== own) : all;
  const change = (part: Partial<Pick<store.Draft, "values" | "pictures" | "note" | "sheet">>) => {
    setMissing(undefined);
    setDraft((present) => {
      const next = { ...(present ?? draft), ...part };
      if (!isDone.current) void store.keepDraft(next);
      return next;
    });
  };
  const put = (values: FormValues) => change({ values: { ...draft.values, ...values } });

  /** Says what is missing or wrong, if anything is. */
  function isComplete(present: store.Draft, wantedOf: typeof fields): boolean {
    const fault = firstFault(wantedOf, present.values, present.pictures, evidence);
    if (!fault) return true;
    const { field, wrong } = fault;
    setMissing(wrong ? pick(wrong) : t("missing", { field: pick(field.label) }));
    const place = field === own ? "field-sheet" : `field-${field.key}`;
    document.getElementById(place)?.scrollIntoView({ block: "center" });
    return false;
  }
  function signed(sheet: store.SignedSheet): void {
    setVoid(false);
    const present = draft;
    if (!present) return;
    const picture = own && {
      ...{ key: freshId(), field: own.key, kind: "signature" as const, blob: blobOf(sheet.png) },
      takenAt: sheet.at,
    };
    const others = present.pictures.filter(({ kind }) => kind !== "signature");
    change({ sheet, pictures: picture ? [...others, picture] : others });
  }

  async function finish(present: store.Draft): Promise<void> {
    if (!isComplete(present, all)) return;
    if (isDone.current) return;
    isDone.current = true;
    await store.keepAct({
      ...present,
      staffId,
      orderId: line.order.id,
      version: line.version,
      claimKey: visit.isMine ? null : freshId(),
      // The moment on the sheet is the moment of the step: both say the same.
      doneAt: present.sheet?.at ?? now().toString({ smallestUnit: "millisecond" }),
      title: line.name.zh,
      number: line.order.number,
      visit,
    });
    await store.dropDraft(present.stepId);
    tellActs();
    location.hash = "";
    onRecorded();
  }

  return (
    <form
      className="field-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void finish(draft);
      }}
    >
      <a className="field-back" href="#/">
        <Icon name="back" /> {t("back")}
      </a>
      <section className="field-card">
        <h2>{pick(line.name)}</h2>
        <dl className="field-facts">
          <dt>{t("address")}</dt>
          <dd>{visit.address || "—"}</dd>
          <dt>{t("customer")}</dt>
          <dd>
            {[line.order.customerName || contact.name, contact.phoneMasked].filter(Boolean).join(" · ")}
          </dd>
          <dt>{t("order")}</dt>
          <dd>
            {line.order.number} · {pick(line.order.typeName)}
          </dd>
          {demand !== "" && (
            <>
              <dt>{t("demand")}</dt>
              <dd>{demand}</dd>
            </>
          )}
        </dl>
      </section>
      {!visit.isMine && <Claim visit={visit} />}
      {papers.length > 0 && (
        <p className="field-warn">
          {t("papersFirst", { papers: papers.map(({ name }) => pick(name)).join("、") })}
        </p>
      )}
      {fields.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          values={draft.values}
          pictures={draft.pictures.filter((one) => one.field === field.key)}
          signerHint={line.order.customerName || contact.name}
          onValues={put}
          onPictures={(list) =>
            change({ pictures: [...draft.pictures.filter((one) => one.field !== field.key), ...list] })
          }
        />
      ))}
      {hasSheet && (
        <SheetInput
          visit={visit}
          draft={draft}
          signerHint={line.order.customerName || contact.name}
          isRequired={own?.isRequired ?? false}
          isVoid={isVoid}
          isReady={() => isComplete(draft, fields)}
          onSigned={signed}
        />
      )}
      <div className="field-input">
        <label htmlFor="field-note-remark">{t("note")}</label>
        <textarea
          id="field-note-remark"
          rows={2}
          maxLength={2_000}
          value={draft.note}
          onChange={({ target }) => change({ note: target.value })}
        />
      </div>
      <div className="field-finish">
        {missing && (
          <p className="problem" role="alert">
            {missing}
          </p>
        )}
        <button type="submit" className="main">
          <Icon name="check" /> {t("finish")}
        </button>
      </div>
    </form>
  );
}

const withoutSignature = (draft: store.Draft): store.Draft => ({
  ...draft,
  sheet: undefined,
  pictures: draft.pictures.filter(({ kind }) => kind !== "signature"),
});

/** In one's own hands before one drives there: nobody else goes, too. */
function Claim({ visit: { line } }: { visit: Visit }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function claim(): Promise<void> {
    setBusy(true);
    setError(undefined);
    const params = { orderId: line.order.id, stepId: line.stepId };
    // The live list brings what it looks like now.
    await call(claimStep, { params, body: {} }, { attempts: 2 }).catch(setError);
    setBusy(false);
  }
  return (
    <section className="field-card">
      <button type="button" disabled={isBusy} onClick={claim}>
        {t("claim")}
      </button>
      <p className="field-soft">{t("claimHelp")}</p>
      <ProblemNote error={error} />
    </section>
  );
}
