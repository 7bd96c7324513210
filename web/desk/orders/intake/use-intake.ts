/** An order being taken: what was said, kept over a reload, checked while it is typed, and accepted once. */
import { useEffectEvent, useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { acceptOrder } from "../../../../contracts/orders/intake.ts";
import type { OrderType } from "../../../../contracts/orders/shapes.ts";
import { ApiProblem, call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { pick } from "../../../parts/words.ts";
import { useFormDraft } from "../../customers/use-form-draft.ts";
import { useSettled } from "../../customers/use-settled.ts";
import { type Errors, faultsOf, keepable } from "../form/values.ts";
import { type Catalogue, usePreview } from "../queries.ts";
import { bodyOf, nothingSaid, openWarnings, questionOf, type Said, standingsOf } from "./application.ts";

/** Typing pauses at least this long before the checks are asked, in milliseconds. */
const pauseMs = 300;

export type Accepted = ResultOf<typeof acceptOrder> & { readonly owed: readonly string[] };
type Begin = Partial<Said>;

export function useIntake(catalogue: Catalogue, begin: Begin, ticketId: string | undefined) {
  const draft = useFormDraft<Said>("order-intake");
  const [said, setSaid] = useState<Said>(() => ({ ...nothingSaid, ...draft.kept, ...begin }));
  const [errors, setErrors] = useState<Errors>({});
  const [refusal, setRefusal] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const [accepted, setAccepted] = useState<Accepted>();

  const type: OrderType | undefined = said.typeCode ? catalogue.types.get(said.typeCode) : undefined;
  const form = catalogue.formOf(type);
  const fields = form?.fields ?? [];
  const question = useSettled(questionOf(said), pauseMs);
  const preview = usePreview(type && !accepted ? question : null);
  const checked = type && preview.data ? preview.data : undefined;
  const findings = checked?.findings ?? [];
  const papers = checked?.papers ?? [];
  const standings = standingsOf(papers, said.inHand);

  const change = (part: Partial<Said>) => {
    const next = { ...said, ...part };
    setSaid(next);
    setRefusal(undefined);
    // Numbers of people are typed again after a reload.
    const { contactPhone: _, ...kept } = next;
    draft.keep({ ...kept, form: keepable(fields, next.form) });
  };

  /** @returns the fields that are wrong, so that the page can go there */
  const accept = useEffectEvent(async (): Promise<Errors> => {
    if (!type || isSending || !checked) return {};
    const faults: Errors = faultsOf(fields, said.form);
    setErrors(faults);
    setRefusal(undefined);
    if (Object.keys(faults).length > 0) return faults;
    setSending(true);
    try {
      const answer = await call(acceptOrder, {
        body: bodyOf(said, type.code, ticketId, { findings, papers }),
      });
      draft.forget();
      const owed = papers.filter(({ code }) => standings.get(code) === "owed").map(({ name }) => pick(name));
      setAccepted({ ...answer, owed });
      return {};
    } catch (error) {
      const field = error instanceof ApiProblem ? error.document.field : undefined;
      // What the checks found meanwhile has to be seen before it can be passed over.
      void preview.refetch();
      if (field !== undefined && fields.some(({ key }) => key === field)) {
        const wrong = { [field]: pick(problemWords(error)) };
        setErrors(wrong);
        return wrong;
      }
      setRefusal(error);
      return field === undefined ? {} : { [field]: "" };
    } finally {
      setSending(false);
    }
  });

  return {
    said,
    type,
    form,
    errors,
    refusal,
    isSending,
    accepted,
    preview,
    checked,
    findings,
    papers,
    standings,
    warnings: openWarnings(findings, said.passedOver),
    change,
    fill: (key: string, value: Said["form"][string]) => {
      change({ form: { ...said.form, [key]: value } });
      setErrors(({ [key]: _, ...others }) => others);
    },
    accept: () => accept(),
    /** The next one: nothing of this one stays. */
    reset: (next: Begin = {}) => {
      draft.forget();
      setSaid({ ...nothingSaid, channel: said.channel, ...next });
      setErrors({});
      setRefusal(undefined);
      setAccepted(undefined);
    },
  };
}
export type Intake = ReturnType<typeof useIntake>;
