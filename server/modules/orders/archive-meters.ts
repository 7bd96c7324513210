/** Meters in an order's archive step: what the fitters filled in at the place enters the archive, or is said to be left. */
import type { Words } from "../../../contracts/endpoint.ts";
import { fitMeterByOrder, type MeterEntry, takeMeterOffByOrder, tellCustomer } from "../customers/index.ts";
import type { ArchiveSite, Change } from "./archive-changes.ts";

const numberIn = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** The form of the energising names the meter; a change in the field names a new one only where it was exchanged. */
const fitAt =
  (purpose: "settlement" | "generation"): Change =>
  async (site) => {
    const { ctx, open, form, reason } = site;
    const { accountId, customerClass } = open.order;
    const assetNumber = form.newMeterNumber ?? form.meterNumber;
    const reading = numberIn(form.newReading) ?? numberIn(form.reading);
    if (accountId === null || typeof assetNumber !== "string" || reading === null) return null;
    const fitted = {
      assetNumber,
      reading,
      removedReading: numberIn(form.oldReading),
      ratio: numberIn(form.ratio),
      isHighVoltage: customerClass === "HV1" || customerClass === "HV2",
      purpose,
    };
    return entered(site, await fitMeterByOrder(ctx, accountId, fitted, reason));
  };
export const fitMeter = fitAt("settlement");
/** At the point by which a plant is paid. */
export const fitGenerationMeter = fitAt("generation");

/** 检定: the result stands among what happened with the account's meter; told twice it is one line. */
export const noteMeterTest: Change = ({ ctx, open, form }) => {
  const { customerId, accountId, id } = open.order;
  const error = numberIn(form.errorPercent);
  if (customerId === null || accountId === null || error === null) return null;
  const isOver = form.isOutOfTolerance === true;
  const result = isOver ? { zh: "超差", en: "out of tolerance" } : { zh: "合格", en: "within tolerance" };
  tellCustomer(ctx, {
    customerId,
    entry: {
      key: `orders:order:${id}:meter-test`,
      kind: "meter",
      title: {
        zh: `电能表检定${result.zh}，误差 ${error}%`,
        en: `Meter tested: ${result.en}, error ${error}%`,
      },
      accountId,
      channel: form.testedWhere === "site" ? "field" : null,
      result: result.zh,
      detail: { certificate: form.certificate ?? null, error, order: open.order.number },
    },
  });
  return {
    zh: `检定结果已记入用电记录：${result.zh}，误差 ${error}%`,
    en: `The test is on record: ${result.en}, error ${error}%`,
  };
};

export const takeMeterOff: Change = async (site) => {
  const { ctx, open, form, reason } = site;
  const { accountId } = open.order;
  if (accountId === null) return null;
  return entered(site, await takeMeterOffByOrder(ctx, accountId, numberIn(form.oldReading), reason));
};

function entered({ left }: ArchiveSite, entry: MeterEntry): Words | null {
  if ("done" in entry) return entry.done;
  left(entry.left);
  return null;
}
