/** The order as its customer sees it: the road, by when the rest, whom to ask, what is still wanted of them. */
import type { MyOrderView } from "../../../../contracts/orders/my.ts";
import type { Context } from "../../../foundation/context.ts";
import { ruleName } from "../../catalogue/index.ts";
import { documentTypes, hiddenText, maskName } from "../../customers/index.ts";
import { staffFaces } from "../../identity/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { orderStages } from "../catalogue/order-stages.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { limitWords } from "../clock/clock-words.ts";
import { paperName } from "../paper-names.ts";
import { lineOf as paperLine } from "../papers-issue/answers.ts";
import { type Ground, groundOf } from "../papers-issue/ground.ts";
import { listIssued } from "../papers-issue/store.ts";
import { isActivity } from "../process/definition.ts";
import type { StepRow } from "../store/rows.ts";
import { unitsOf } from "../units-with.ts";
import { heldOrder } from "./held-order.ts";
import { questionsOf } from "./questions.ts";
import { ratingOf } from "./store.ts";

/** Internal work on a complaint has step names that are not for those who complain. */
const discreet: ReadonlySet<string> = new Set(["complaint"]);
/** Lines of news on a phone. */
const newsMost = 30;

export async function viewMine(ctx: Context): Promise<MyOrderView> {
  const { orderId } = await heldOrder(ctx);
  const ground = await groundOf(ctx, orderId);
  const { head, parts, definition, rules } = ground;
  const type = ground.catalogue.type(head.typeCode);
  const today = await catalogueNow(ctx);
  const staff = await staffFaces(ctx, head.responsibleId === null ? [] : [head.responsibleId]);
  const unit = (await unitsOf(ctx)).find(({ unitId }) => unitId === head.unitId);
  const isClosed = head.closedAt !== null;
  const rating = await ratingOf(ctx, orderId);
  const urged = parts.entries.find(({ kind, whoId }) => kind === "urged" && whoId === null);
  return {
    number: head.number,
    typeName: type?.name ?? { zh: head.typeCode, en: head.typeCode },
    state: head.state,
    openedAt: head.openedAt.toString(),
    closedAt: head.closedAt?.toString() ?? null,
    contactName: head.contactName === "" ? "" : maskName(head.contactName),
    address: maskAddress(head.address),
    stages: stagesOf(ground, discreet.has(type?.family ?? "")),
    promises: promisesOf(ground, today),
    news: parts.entries
      .filter(({ forCustomer }) => forCustomer)
      .slice(0, newsMost)
      .map(({ at, textZh, textEn }) => ({ at: at.toString(), text: { zh: textZh, en: textEn } })),
    ask: {
      responsibleName: head.responsibleId === null ? null : (staff.get(head.responsibleId)?.name ?? null),
      unitName: unit?.name ?? { zh: "—", en: "—" },
      hotline: String(rules.value("SERVICE.HOTLINE")),
    },
    owed: owedOf(ground),
    papers: (await listIssued(ctx, orderId))
      .filter(({ isOutdated, signatures }) => !isOutdated || signatures.length > 0)
      .map((row) => paperLine(ctx, row)),
    questions: isClosed ? [] : questionsOf(definition, parts.steps),
    canUrge: !isClosed,
    urgedAt: urged?.at.toString() ?? null,
    canRate: head.state === "done" && rating === null,
    rating,
    now: ctx.clock.now().toString(),
  };
}

/** Enough to know one's own order by: the house and the flat stay out. */
const maskAddress = (address: string): string => {
  const letters = [...address];
  const shown = Math.min(letters.length - 1, Math.ceil(letters.length / 2));
  return address === "" ? "" : `${letters.slice(0, shown).join("")}${hiddenText}`;
};

/** The company's own paperwork is no part of anybody's road. */
const archiving = "archive";

type Stage = MyOrderView["stages"][number];

function stagesOf({ head, parts, definition }: Ground, isDiscreet: boolean): Stage[] {
  const inProcess = new Set(
    // Parts that another process brings in (a return visit, work done again) are told when they come.
    Object.values(definition.nodes).flatMap((node) =>
      isActivity(node) && node.stage && !node.id.includes("/") ? [node.stage] : [],
    ),
  );
  const of = (code: string) => parts.steps.filter(({ stage }) => stage === code);
  const wanted = orderStages
    .filter(({ code }) => code !== archiving && (inProcess.has(code) || of(code).length > 0))
    .sort((a, b) => a.sort - b.sort);
  const reached = wanted.findLastIndex(({ code }) => of(code).length > 0);
  return wanted.flatMap(({ code, zh, en }, at): Stage[] => {
    const steps = of(code);
    const live = steps.filter(({ state }) => state === "live");
    const done = steps.filter(({ state }) => state === "done");
    // A part of the road that this order did not take.
    if (steps.length === 0 && (at < reached || head.closedAt !== null)) return [];
    const name = { zh, en };
    if (live.length === 0 && done.length === 0 && steps.length > 0) return [];
    if (live.length > 0) {
      const names = live.filter(({ kind, post }) => kind === "message" || post !== null);
      return [
        {
          name,
          state: "now",
          doneAt: null,
          steps: isDiscreet ? [] : [...new Map(names.map((step) => [step.nameZh, wordsOf(step)])).values()],
          isYours: live.some((step) => isYours(step, definition)),
        },
      ];
    }
    const last = done.at(-1)?.closedAt ?? null;
    return [
      {
        name,
        state: done.length > 0 ? "done" : "next",
        doneAt: last?.toString() ?? null,
        steps: [],
        isYours: false,
      },
    ];
  });
}

const wordsOf = ({ nameZh, nameEn }: StepRow) => ({ zh: nameZh, en: nameEn });

function isYours({ nodeId, kind }: StepRow, definition: Ground["definition"]): boolean {
  const node = definition.nodes[nodeId];
  return kind === "message" || (node !== undefined && isActivity(node) && node.waits === "customer");
}

function promisesOf({ parts }: Ground, today: OrderCatalogue): MyOrderView["promises"] {
  return parts.clocks
    .filter(({ layer, subject }) => layer !== "internal" && (subject === "order" || subject === "stage"))
    .map(({ ruleCode, limitValue, unit, dueAt, state, marks }) => {
      const pause = state === "paused" ? marks.at(-1)?.reason : undefined;
      return {
        name: ruleName(ruleCode),
        limit: limitWords({ value: limitValue, unit }),
        dueAt: dueAt?.toString() ?? null,
        state,
        pausedFor: pause
          ? (nameOfReason(today, pause) ?? { zh: "等待客户事项", en: "waiting for you" })
          : null,
      };
    });
}

/** Undefined for what nobody chose: the order waits for its customer. */
const nameOfReason = (today: OrderCatalogue, code: string) => {
  const name = today.reasonName("pause", code);
  return name.zh === code ? undefined : name;
};

function owedOf({ head, parts, definition }: Ground): MyOrderView["owed"] {
  return parts.papers
    .filter(({ state, need }) => state === "owed" && need !== "extra")
    .map(({ code, dueNode }) => {
      const type = documentTypes.find((one) => one.code === code);
      const node = dueNode === null ? undefined : definition.nodes[dueNode];
      return {
        code,
        name: paperName(code),
        before: node ? { zh: node.zh, en: node.en ?? node.zh } : null,
        sides: type && type.sides.length > 0 ? [...type.sides] : ["whole" as const],
        needsExpiry: type?.validity.kind === "dated",
        canSend: type !== undefined && head.customerId !== null && head.closedAt === null,
      };
    });
}
