/** Papers that the counters have seen: identity cards, licences, what a care entry rests on. Some run out soon. */
import type { DocumentFile, RegisterFile } from "../../server/modules/customers/index.ts";
import { type Draw, dayText } from "./draw.ts";
import type { Ids } from "./ids.ts";
import type { Setting } from "./population.ts";
import { today } from "./supply.ts";
import type { Trade } from "./trades.ts";

const shares = { idCard: 0.55, licence: 0.8, longTermLicence: 0.7, title: 0.2 } as const;
/** From this age identity cards hold for ever; before, for twenty years, and for ten before twenty-six. */
const [longTermAge, twentyYearsAge] = [46, 26];
const year = 365;

type Making = { readonly setting: Setting; readonly draw: Draw; readonly ids: Ids };
type Paper = {
  readonly type: string;
  readonly isSingle?: boolean;
  /** Days that it holds from its issue; null: for ever. Left out: it has no end and is not said to hold for ever. */
  readonly holds?: number | null;
  readonly how?: DocumentFile["verifiedHow"];
};

function papers({ setting: { servants }, draw, ids }: Making, wanted: readonly Paper[]): DocumentFile[] {
  return wanted.map(({ type, isSingle = true, holds, how = "original-seen" }, which): DocumentFile => {
    // Seen within the last three years, when it was not yet at its end.
    const seen = today - draw.between(1, Math.min(3 * year, holds ?? 3 * year));
    const issued = seen - draw.between(0, holds == null ? 9 * year : Math.max(0, holds - 30));
    return {
      id: ids.of("document", which),
      type,
      isSingle,
      issuedOn: dayText(issued),
      expiresOn: holds == null ? null : dayText(issued + holds),
      isLongTerm: holds === null,
      currentFrom: dayText(seen),
      verifiedHow: how,
      byName: servants.proposer.name,
    };
  });
}

const proofs: Readonly<Record<string, Paper>> = {
  "low-income": { type: "low-income", holds: year },
  disability: { type: "disability", holds: 10 * year },
  medical: { type: "medical-power", isSingle: false, holds: year },
};

/** @param age in years */
export function papersOfPerson(making: Making, age: number, care: readonly RegisterFile[]): DocumentFile[] {
  const { draw } = making;
  const wanted: Paper[] = [];
  if (draw.chance(shares.idCard)) {
    const holds = age >= longTermAge ? null : age >= twentyYearsAge ? 20 * year : 10 * year;
    wanted.push({ type: "id-card", holds, how: draw.chance(0.7) ? "reader" : "original-seen" });
  }
  if (draw.chance(shares.title)) wanted.push({ type: "property-title", isSingle: false });
  for (const { level } of care) {
    const proof = proofs[level];
    if (proof) wanted.push(proof);
  }
  return papers(making, wanted);
}

const registration: Readonly<Record<string, string>> = {
  "1": "institution-certificate",
  "5": "association-certificate",
  "9": "business-licence",
};

/** @param kva of its largest account: who is supplied at high voltage shows the electrician's certificate */
export function papersOfOrganisation(making: Making, trade: Trade, kva: number): DocumentFile[] {
  const { draw } = making;
  const wanted: Paper[] = [];
  if (draw.chance(shares.licence)) {
    const type = registration[trade.registered.charAt(0)] ?? "business-licence";
    wanted.push({ type, holds: draw.chance(shares.longTermLicence) ? null : 10 * year });
  }
  if (kva >= 100) wanted.push({ type: "electrician", isSingle: false, holds: 3 * year });
  return papers(making, wanted);
}
