/** The one field: looks while somebody types, recognises on Enter; two people with one phone are asked apart. */
import { useRef, useState } from "react";
import { type QueryKind, recognise } from "../../../contracts/customers/recognition.ts";
import type { CustomerLine } from "../../../contracts/customers/shapes.ts";
import { ApiProblem, call } from "../../parts/api.ts";
import { problemWords } from "../../parts/problem.tsx";
import { defineWords, pick } from "../../parts/words.ts";
import type { Card } from "../../reader/card.ts";
import { keepForForm, seenOf } from "../../reader/read-card.ts";
import { presentedFault } from "./faults.ts";
import { useCustomerCache, useSearch } from "./queries.ts";
import { useSettled } from "./use-settled.ts";

const t = defineWords({
  unknown: ["没有找到。请核对后重输，或新建客户。", "Nobody found. Check it, or create the customer."],
  takenCard: [
    "这张证件还没有建档，姓名已填到联系人。",
    "Nobody has this card yet; the name was filled in as the contact.",
  ],
  unknownCard: [
    "这张证件还没有建档。按“新建客户”，姓名和证件号会自动填好。",
    "Nobody has this card yet. “New customer” fills in name and number.",
  ],
});

export type Found = { readonly customer: CustomerLine; readonly why: readonly QueryKind[] };
/** Typing pauses at least this long before a search goes out, in milliseconds. */
const pauseMs = 220;
/** So many digits are a number to be recognised, not a fragment to look for. */
const wholeNumber = /^[\d\s-]{11,}[\dXx]?$/;

type Options = {
  onOpen: (customer: CustomerLine) => void;
  /** A card was read that nobody has; unless given, it waits for the form of a new customer. */
  onStranger?: (card: Card) => void;
};

export function useFinder({ onOpen, onStranger }: Options) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(-1);
  const [candidates, setCandidates] = useState<readonly CustomerLine[]>([]);
  const [message, setMessage] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const cache = useCustomerCache();
  const settled = useSettled(text.trim(), pauseMs);
  const wanted = text.trim() !== "" && !wholeNumber.test(settled) ? settled : "";
  const search = useSearch(wanted);
  const hits: readonly Found[] =
    candidates.length > 0
      ? candidates.map((customer) => ({ customer, why: [] }))
      : wanted === ""
        ? []
        : (search.data?.hits ?? []).map(({ customer, matched }) => ({ customer, why: matched }));

  const clear = () => {
    turn.current += 1;
    setText("");
    setAt(-1);
    setCandidates([]);
    setMessage(undefined);
    setBusy(false);
  };
  const open = (customer: CustomerLine) => {
    clear();
    onOpen(customer);
  };

  /** One number in, the whole customer out; what a reader read comes here as well. */
  async function present(value: string, card?: Card): Promise<void> {
    const mine = ++turn.current;
    const fault = presentedFault(value);
    setCandidates([]);
    setMessage(fault);
    if (fault) return;
    setBusy(true);
    try {
      const { recognition, candidates: several } = await call(
        recognise,
        { body: { value, card: card ? seenOf(card) : null } },
        { attempts: 2 },
      );
      if (mine !== turn.current) return;
      if (recognition) {
        cache.recognised(recognition);
        open(recognition.customer);
      } else {
        setCandidates(several);
        setAt(several.length > 0 ? 0 : -1);
        if (card && several.length === 0) (onStranger ?? keepForForm)(card);
        const nobody = !card ? "unknown" : onStranger ? "takenCard" : "unknownCard";
        setMessage(several.length > 0 ? undefined : t(nobody));
      }
    } catch (error) {
      if (mine === turn.current) setMessage(pick(problemWords(error)));
      if (!(error instanceof ApiProblem)) throw error;
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }

  return {
    text,
    hits,
    at: Math.min(at, hits.length - 1),
    message,
    candidates,
    isBusy: isBusy || search.isFetching,
    hasMore: candidates.length === 0 && wanted !== "" && search.data?.hasMore === true,
    searchError: wanted !== "" && candidates.length === 0 ? search.error : null,
    searchAgain: () => void search.refetch(),
    isEmpty: wanted !== "" && search.data !== undefined && !search.isFetching && hits.length === 0,
    type: (next: string) => {
      turn.current += 1;
      setText(next);
      setAt(-1);
      setCandidates([]);
      setMessage(undefined);
      setBusy(false);
    },
    move: (step: 1 | -1) => setAt((last) => (hits.length ? (last + step + hits.length) % hits.length : -1)),
    point: setAt,
    /** Enter: the one that is pointed at, else whatever the text means. */
    enter: () => {
      const chosen = hits[at];
      if (chosen) open(chosen.customer);
      else if (text.trim() !== "") void present(text.trim()).catch(() => {});
    },
    open,
    clear,
    present: (value: string) => void present(value).catch(() => {}),
    /** The same for a card that a reader read; of a stranger it waits for the form of a new customer. */
    presentCard: (card: Card) => void present(card.number, card).catch(() => {}),
  };
}
export type FinderState = ReturnType<typeof useFinder>;
