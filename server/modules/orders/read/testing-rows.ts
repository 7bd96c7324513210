/**
 * Orders as rows, for tests of reading: any state, as if the process had brought it about. What commands do is tested with
 * `../testing.ts`; here a past of any shape is wanted without living through it.
 */
import { newId } from "../../../foundation/ids.ts";
import { orgs, type TestCounty } from "../../identity/test-county.ts";
import { orderNumberOf } from "../order-number.ts";
import type { Definition, ProcessNode, TaskNode } from "../process/definition.ts";
import type { ClockRow, MarkRow, OrderRow, PaperRow, StepRow } from "../store/rows.ts";

export type StepWish = Partial<StepRow> & {
  readonly clock?: ClockWish;
};
export type ClockWish = Partial<Omit<ClockRow, "state">> & {
  readonly state?: ClockRow["state"];
  readonly marks?: readonly Partial<MarkRow>[];
};
export type OrderWish = Partial<OrderRow> & {
  readonly orgId?: number;
  readonly phone?: string;
  readonly steps?: readonly StepWish[];
  readonly clocks?: readonly ClockWish[];
  readonly papers?: readonly (Partial<PaperRow> & { code: string })[];
};
export type BuiltOrder = {
  readonly id: string;
  readonly number: string;
  readonly stepIds: readonly string[];
  readonly clockIds: readonly string[];
};

type Table = "orders" | "steps" | "clocks" | "marks" | "papers" | "entries";
let made = 0;

/** @returns a function that puts an order there; the process `F-TRY` is put there first */
export async function orderRows(county: TestCounty): Promise<(wish?: OrderWish) => Promise<BuiltOrder>> {
  const { platform } = county;
  for (const orgId of [orgs.county, orgs.neighbour]) await putDefinition(county, orgId, tryDefinition);

  return async (wish = {}) => {
    const { orgId = orgs.county, phone, steps = [], clocks = [], papers = [], ...given } = wish;
    const org = orgId === orgs.county ? county.county : county.neighbour;
    const now = platform.clock.now();
    const order: Record<string, unknown> = {
      id: newId(),
      number: orderNumberOf(now.toZonedDateTimeISO("Asia/Shanghai").toPlainDate(), ++made),
      typeCode: "NI-RES",
      customerClass: "RES",
      areaType: "URBAN",
      processKey: tryDefinition.id,
      processVersion: 1,
      state: "open",
      isProvisional: false,
      unitId: org.root,
      openedByName: "clerk",
      channel: "counter",
      address: "青禾县人民路12号",
      contactName: "张三",
      title: "居民新装",
      demand: "",
      vars: {},
      form: {},
      demandKind: "must",
      secrecy: "none",
      priority: "normal",
      openedAt: now,
      risk: 0,
      version: 1,
      ...given,
    };
    if (phone !== undefined) {
      const sealed = platform.vault.seal(orgId, `orders.orders/${String(order.id)}`, phone);
      order.sealed = `\\x${sealed.toString("hex")}`;
      order.keyVersion = platform.vault.currentVersion;
      order.contactPhoneBlind = `\\x${platform.vault.blind(orgId, "phone", phone).toString("hex")}`;
    }
    const orderId = String(order.id);
    const rows: [Table, Record<string, unknown>][] = [];
    const insert = (table: Table, row: Record<string, unknown>) =>
      rows.push([table, { ...row, org_id: orgId }]);
    insert("orders", columnsOf(order));
    const stepIds: string[] = [];
    const clockIds: string[] = [];
    const putClock = (stepId: string | null, { marks, ...clock }: ClockWish) => {
      const id = newId();
      clockIds.push(id);
      const startedAt = clock.startedAt ?? now;
      const row = {
        id,
        orderId,
        stepId,
        ruleCode: "NI.TOTAL",
        layer: "promised",
        subject: stepId ? "step" : "order",
        state: "running",
        unit: "WD",
        limitValue: 5,
        startedAt,
        warned: 0,
        ...clock,
      };
      insert("clocks", columnsOf(row));
      const start = { kind: "start", at: startedAt, limitValue: row.limitValue, unit: row.unit };
      for (const [at, mark] of (marks ?? [start]).entries())
        insert("marks", columnsOf({ clockId: id, seq: at + 1, ...mark }));
    };
    for (const clock of clocks) putClock(null, clock);
    for (const [at, { clock, ...step }] of steps.entries()) {
      const id = step.id ?? newId();
      stepIds.push(id);
      const row = {
        id,
        orderId,
        nodeId: "survey",
        kind: "task",
        seq: at + 1,
        state: "live",
        nameZh: "现场勘查",
        nameEn: "Survey",
        stage: "survey",
        post: "R-ACC",
        unitId: org.root,
        openedAt: order.openedAt,
        typeCode: order.typeCode,
        warned: clock?.warned ?? 0,
        // As the sweep leaves it at the end of the order's limit.
        isOrderLate: given.dueAt ? Temporal.Instant.compare(given.dueAt, now) <= 0 : false,
        form: {},
        accused: given.accused ?? null,
        version: 1,
        ...step,
      };
      insert("steps", columnsOf(row));
      if (clock) putClock(id, { dueAt: row.dueAt ?? null, ...clock });
    }
    for (const paper of papers)
      insert(
        "papers",
        columnsOf({
          orderId,
          state: "owed",
          need: "must",
          reminders: 0,
          changedAt: now,
          changedBy: "clerk",
          ...paper,
        }),
      );
    insert(
      "entries",
      columnsOf({
        orderId,
        id: newId(),
        at: order.openedAt,
        kind: "opened",
        who: "clerk",
        textZh: "受理",
        textEn: "Accepted",
        detail: {},
        forCustomer: true,
      }),
    );
    await platform.asOwner(async (client) => {
      for (const [table, row] of rows) {
        const columns = Object.keys(row).join(", ");
        await client.query(
          `insert into orders.${table} (${columns}) select ${columns} from jsonb_populate_record(null::orders.${table}, $1)`,
          [JSON.stringify(row)],
        );
      }
    });
    return { id: orderId, number: String(order.number), stepIds, clockIds };
  };
}

export async function putDefinition(
  county: TestCounty,
  orgId: number,
  definition: Definition,
): Promise<void> {
  await county.platform.asOwner((client) =>
    client.query(
      `insert into orders.definitions (org_id, process_key, version, state, name_zh, name_en, xml, compiled, hash,
         edited_at, edited_by_name, published_at, published_by_name)
       values ($1, $2, 1, 'published', $3, $4, '<definitions/>', $5::jsonb, 'h', now(), 'shipped', now(), 'shipped')`,
      [orgId, definition.id, definition.zh, definition.en ?? definition.zh, JSON.stringify(definition)],
    ),
  );
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columnsOf = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      snake(name),
      value instanceof Temporal.Instant ? value.toString() : value,
    ]),
  );

const task = (id: string, zh: string, en: string, given: Partial<TaskNode> = {}): TaskNode => ({
  kind: "user",
  id,
  zh,
  en,
  scopeId: null,
  incoming: [],
  outgoing: [],
  stage: id,
  waits: null,
  loop: null,
  defaultFlow: null,
  boundary: [],
  post: "R-ACC",
  limit: null,
  form: null,
  papers: [],
  evidence: [],
  duty: null,
  output: null,
  skippable: false,
  ...given,
});

/** Accept, survey, plan (approved by another), final inspection, the end: in a row. */
const nodes: readonly ProcessNode[] = [
  {
    kind: "start",
    id: "start",
    zh: "开始",
    en: "Start",
    scopeId: null,
    incoming: [],
    outgoing: [],
    stage: null,
    waits: null,
    on: { on: "none" },
  },
  task("accept", "业务受理", "Acceptance", { duty: "accept" }),
  task("survey", "现场勘查", "Survey", { duty: "survey", evidence: ["photo"], papers: ["id-proof"] }),
  task("plan", "方案拟定", "Draft the plan", { duty: "plan", skippable: true }),
  task("approve", "方案审批", "Approve the plan", { duty: "approve-plan", post: "R-APP" }),
  task("final", "竣工检验", "Final inspection", { duty: "final-inspection" }),
  {
    kind: "end",
    id: "end",
    zh: "结束",
    en: "End",
    scopeId: null,
    incoming: [],
    outgoing: [],
    stage: null,
    waits: null,
    result: { does: "none" },
  },
];
const flows = nodes.slice(1).map((node, at) => {
  const from = nodes[at]?.id ?? "";
  return { id: `${from}-${node.id}`, zh: null, en: null, from, to: node.id, condition: null };
});
export const tryDefinition: Definition = {
  id: "F-TRY",
  zh: "试用流程",
  en: "A process to try",
  types: ["NI-RES"],
  responsible: "R-ACC",
  startIds: ["start"],
  nodes: Object.fromEntries(
    nodes.map((node) => [
      node.id,
      {
        ...node,
        incoming: flows.filter(({ to }) => to === node.id).map(({ id }) => id),
        outgoing: flows.filter(({ from }) => from === node.id).map(({ id }) => id),
      },
    ]),
  ),
  flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
};
