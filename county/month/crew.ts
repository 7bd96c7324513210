/**
 * Who works in the replayed month: the sample county's people, and a colleague for every post, because some pairs of duties
 * in one order take two people. All of it is set up and signed in by the public API.
 */
import { changeRule, listRules } from "../../contracts/catalogue.ts";
import * as identity from "../../contracts/identity.ts";
import { resolveAccused } from "../../contracts/orders.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import { ApiClient } from "../replay/api-client.ts";
import { together } from "./world.ts";

export type Hand = {
  readonly login: string;
  readonly name: string;
  readonly post: string;
  readonly staffId: string;
  /** The hall whose orders this person sees; null for the whole county. */
  readonly hall: string | null;
  readonly client: ApiClient;
};

export type Crew = {
  readonly hands: readonly Hand[];
  readonly of: (post: string) => readonly Hand[];
  /** Sees and dispatches everything: the reader of lists and pages. */
  readonly reader: Hand;
};

/** The sample's sign-ins (server/modules/identity/sample.ts), as the README tells them to a newcomer. */
const sample = [
  ["jingli", "周远", "R-MGR", null],
  ["tingzhang", "林岚", "R-HALL", "0"],
  ["zhiban", "许晴", "R-DUTY", "0"],
  ["guiyuan1", "陈禾", "R-ACC", "0"],
  ["guiyuan2", "吴桐", "R-ACC", "0"],
  ["guiyuan3", "郑帆", "R-ACC", "0"],
  ["liuxi", "何川", "R-HALL", "1"],
  ["liuxi1", "罗青", "R-ACC", "1"],
  ["kanjingli", "梁野", "R-CM", null],
  ["kancha", "谢丘", "R-SUR", null],
  ["fangan", "蒋图", "R-PLAN", null],
  ["shenpi", "曹衡", "R-APP", null],
  ["shoufei", "袁芸", "R-FEE", null],
  ["sheji", "潘纹", "R-DES", null],
  ["jiancha", "董渠", "R-INS", null],
  ["jianyan", "苏砚", "R-FIN", null],
  ["hetong", "叶简", "R-CON", null],
  ["zhuangbiao1", "于电", "R-MET", null],
  ["zhuangbiao2", "田线", "R-MET", null],
  ["guidang", "范集", "R-ARC", null],
  ["huifang", "石音", "R-VIS", null],
  ["zhihui", "魏川", "R-CMD", null],
  ["qiangxiu", "雷山", "R-REP", null],
  ["jicha", "钟直", "R-QA", null],
] as const;

/** Who covers another post in the whole county (county/sample-orders.ts). */
const covers: Readonly<Record<string, readonly string[]>> = {
  "R-DUTY": ["kanjingli", "hetong"],
  "R-HALL": ["jingli"],
};

/** A second person each: without them a post falls silent as soon as a duty keeps its only holder away. */
const colleagues = ["R-CM", "R-SUR", "R-APP", "R-CON", "R-CMD", "R-REP", "R-VIS", "R-QA", "R-FIN", "R-INS"];

export type CrewOptions = Pick<ConstructorParameters<typeof ApiClient>[0], "base" | "fetch" | "overhear"> & {
  /** A month is about orders: people sign in once a day, not after each break as on the replayed day. */
  readonly isMonth?: boolean;
};

export async function gatherCrew({ isMonth = false, ...options }: CrewOptions): Promise<Crew> {
  const { orgId, system, security } = sampleSignIns;
  const signIn = (who: { login: string; password: string }) => {
    const client = new ApiClient(options);
    return client.signInWith(() => client.call(identity.signIn, { body: { orgId, ...who } }));
  };
  const chief = await signIn(system);
  if (isMonth) await settleRules(chief);
  const guard = await signIn(security);
  const { units } = await chief.call(identity.getTree);
  const county = units.find((unit) => unit.orgId === orgId && unit.kind === "county");
  if (!county) throw new Error("the company has no county unit");

  const people: (Omit<Hand, "staffId"> & { staffId?: string })[] = [];
  await together(sample, 4, async ([login, name, post, hall]) => {
    people.push({ login, name, post, hall, client: await signIn({ login, password: system.password }) });
  });
  await together(colleagues, 4, async (post) => {
    const login = `second-${post.slice(2).toLowerCase()}`;
    const name = `副${post.slice(2)}`;
    const { staffId, initialPassword } = await chief.call(identity.createStaff, {
      body: { login, name, staffNumber: login.toUpperCase(), post, unitId: county.unitId },
    });
    const role = post === "R-CMD" ? "dispatcher" : "field-worker";
    await guard.call(identity.giveGrant, {
      body: { staffId, role, unitId: county.unitId, reason: "工单回放" },
    });
    const first = await signIn({ login, password: initialPassword });
    const password = `Luzhou-${crypto.randomUUID()}`;
    await first.call(identity.changePassword, { body: { current: initialPassword, next: password } });
    people.push({ login, name, post, hall: null, staffId, client: await signIn({ login, password }) });
  });
  // As they answered is not as they are drawn: the same seed is the same month.
  people.sort((one, other) => (one.login < other.login ? -1 : 1));
  const reader = people.find(({ login }) => login === "zhihui");
  if (!reader) throw new Error("the sample county has no dispatcher");
  const names = people.filter(({ staffId }) => !staffId).map(({ name }) => name);
  const known = new Map<string, string>();
  for (let at = 0; at < names.length; at += 20) {
    const { people: found } = await reader.client.call(resolveAccused, {
      body: { names: names.slice(at, at + 20) },
    });
    for (const { name, staffId } of found) known.set(name, staffId);
  }
  const hands = people.map((one) => ({ ...one, staffId: one.staffId ?? known.get(one.name) ?? "" }));
  const byPost = new Map<string, readonly Hand[]>();
  for (const { post } of hands)
    byPost.set(
      post,
      hands.filter((one) => one.post === post || covers[post]?.includes(one.login)),
    );
  const first = hands.find(({ login }) => login === "zhihui");
  if (!first) throw new Error("the sample county has no dispatcher");
  return { hands, of: (post) => byPost.get(post) ?? [], reader: first };
}

/**
 * As an administrator would by the page of rules: a session lives for a day, and half a day without a call; and the risk of
 * running orders, which nobody looks at here, is worked out twice a day.
 */
export async function settleRules(administrator: ApiClient): Promise<void> {
  const { date, rules } = await administrator.call(listRules, { query: {} });
  for (const [code, value] of Object.entries(settled)) {
    const rule = rules.find(({ ruleCode }) => ruleCode === code);
    if (!rule) throw new Error(`there is no rule ${code}`);
    await administrator.call(changeRule, {
      params: { ruleId: rule.id },
      body: { value, validFrom: date, reason: "工单回放" },
    });
  }
}

const settled = { "SESSION.STAFF.IDLE": 720, "SESSION.STAFF.LIFE": 24, "RISK.EVERY": 720 } as const;
