/**
 * The sample organisation, all of it invented: a province, a city, Qinghe county with a centre hall and two township
 * halls, and a small neighbour in the same city. Its sign-ins are documented; it is only loaded into an empty database
 * on request.
 */
import type { Context } from "../../foundation/context.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { type NewCompany, type SeedStaff, seedCompany, seedHall, seedStaff } from "./seed.ts";
import { listCompanies } from "./store/catalogue.ts";
import { getRootUnit, listHallsBelow } from "./store/units.ts";

export const sampleOrgs = { province: 99, city: 9901, county: 990101, neighbour: 990102 } as const;

/** Documented, so never to be used where real people work; people may be asked to change theirs at any time. */
const password = "Chuang-Ming-26";

/** The sign-ins that setting up a day needs. */
export const sampleSignIns = {
  orgId: sampleOrgs.county,
  system: { login: "xitong", password },
  security: { login: "anquan", password },
} as const;

const companies: readonly (NewCompany & { orgId: number; halls: readonly { zh: string; en: string }[] })[] = [
  {
    orgId: sampleOrgs.province,
    level: "province",
    name: { zh: "东禾省电力公司", en: "Donghe Provincial Power Company" },
    parentOrgId: null,
    halls: [],
  },
  {
    orgId: sampleOrgs.city,
    level: "city",
    name: { zh: "禾州市供电公司", en: "Hezhou City Power Supply Company" },
    parentOrgId: sampleOrgs.province,
    halls: [],
  },
  {
    orgId: sampleOrgs.county,
    level: "county",
    name: { zh: "青禾县供电公司", en: "Qinghe County Power Supply Company" },
    parentOrgId: sampleOrgs.city,
    halls: [
      { zh: "青禾中心营业厅", en: "Qinghe Centre Hall" },
      { zh: "柳溪营业厅", en: "Liuxi Township Hall" },
      { zh: "石坪营业厅", en: "Shiping Township Hall" },
    ],
  },
  {
    orgId: sampleOrgs.neighbour,
    level: "county",
    name: { zh: "白榆县供电公司", en: "Baiyu County Power Supply Company" },
    parentOrgId: sampleOrgs.city,
    halls: [{ zh: "白榆营业厅", en: "Baiyu Hall" }],
  },
];

type Person = readonly [login: string, name: string, post: string, role: string, hall?: number];

/** Names are invented. The number is the hall, in the order above; without one the role holds in the whole company. */
const qinghePeople: readonly Person[] = [
  ["xitong", "沈维", "R-SYS", "system-admin"],
  ["anquan", "陆安", "R-SEC", "security-admin"],
  ["shenji", "贺鉴", "R-AUD", "auditor"],
  ["jingli", "周远", "R-MGR", "company-manager"],
  ["tingzhang", "林岚", "R-HALL", "hall-manager", 0],
  ["zhiban", "许晴", "R-DUTY", "duty-manager", 0],
  ["yindao", "方悦", "R-GUIDE", "guide", 0],
  ["guiyuan1", "陈禾", "R-ACC", "clerk", 0],
  ["guiyuan2", "吴桐", "R-ACC", "clerk", 0],
  ["guiyuan3", "郑帆", "R-ACC", "clerk", 0],
  ["guiyuan4", "孙苗", "R-ACC", "clerk", 0],
  ["guiyuan5", "钱朗", "R-ACC", "clerk", 0],
  ["guiyuan6", "冯雨", "R-ACC", "clerk", 0],
  ["liuxi", "何川", "R-HALL", "hall-manager", 1],
  ["liuxi1", "罗青", "R-ACC", "clerk", 1],
  ["shiping", "唐松", "R-HALL", "hall-manager", 2],
  ["shiping1", "邓溪", "R-ACC", "clerk", 2],
  // Who works on orders behind the counter, in the whole county.
  ["kanjingli", "梁野", "R-CM", "field-worker"],
  ["kancha", "谢丘", "R-SUR", "field-worker"],
  ["fangan", "蒋图", "R-PLAN", "field-worker"],
  ["shenpi", "曹衡", "R-APP", "field-worker"],
  ["shoufei", "袁芸", "R-FEE", "field-worker"],
  ["sheji", "潘纹", "R-DES", "field-worker"],
  ["jiancha", "董渠", "R-INS", "field-worker"],
  ["jianyan", "苏砚", "R-FIN", "field-worker"],
  ["hetong", "叶简", "R-CON", "field-worker"],
  ["zhuangbiao1", "于电", "R-MET", "field-worker"],
  ["zhuangbiao2", "田线", "R-MET", "field-worker"],
  ["guidang", "范集", "R-ARC", "field-worker"],
  ["huifang", "石音", "R-VIS", "field-worker"],
  ["zhihui", "魏川", "R-CMD", "dispatcher"],
  ["qiangxiu", "雷山", "R-REP", "field-worker"],
  ["jicha", "钟直", "R-QA", "quality-inspector"],
];
const people: Readonly<Record<number, readonly Person[]>> = {
  [sampleOrgs.city]: [
    ["shixitong", "高原", "R-SYS", "system-admin"],
    ["shianquan", "范宁", "R-SEC", "security-admin"],
    ["shishenji", "石明", "R-AUD", "auditor"],
    ["shijingli", "江澜", "R-MGR", "city-manager"],
  ],
  [sampleOrgs.county]: qinghePeople,
  [sampleOrgs.neighbour]: [
    ["xitong", "顾宁", "R-SYS", "system-admin"],
    ["anquan", "邵安", "R-SEC", "security-admin"],
    ["shenji", "汪澈", "R-AUD", "auditor"],
    ["tingzhang", "秦越", "R-HALL", "hall-manager", 0],
    ["guiyuan1", "龚平", "R-ACC", "clerk", 0],
  ],
};

export type SampleOrganisation = {
  readonly orgId: number;
  /** Loaded just now, not at an earlier start. */
  readonly isNew: boolean;
  /** The county's halls: the centre (B grade) first, then the townships (C grade). */
  readonly hallIds: readonly string[];
  readonly neighbour: { readonly orgId: number; readonly hallIds: readonly string[] };
  readonly password: string;
  readonly people: readonly { login: string; name: string; role: string; hallId: string | undefined }[];
};

/**
 * Loads the sample organisation into a database that holds no other company; undefined when it holds one. Started
 * again after being cut off, it adds what is missing.
 */
export async function loadSampleOrganisation(platform: Platform): Promise<SampleOrganisation | undefined> {
  const present = new Set((await listCompanies(platform.db)).map(({ orgId }) => orgId));
  const missing = companies.filter(({ orgId }) => !present.has(orgId));
  if (present.size + missing.length > companies.length) return undefined;
  for (const company of missing) await loadCompany(platform, company);
  const hallIds = await hallsOf(platform, sampleOrgs.county);
  return {
    orgId: sampleOrgs.county,
    isNew: missing.length > 0,
    hallIds,
    neighbour: {
      orgId: sampleOrgs.neighbour,
      hallIds: await hallsOf(platform, sampleOrgs.neighbour),
    },
    password,
    people: qinghePeople.map(([login, name, , role, hall]) => ({
      login,
      name,
      role,
      hallId: hall === undefined ? undefined : hallIds[hall],
    })),
  };
}

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>): Promise<T> =>
  command(
    platform,
    { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `sample-${orgId}` },
    work,
  );

/** In the order of the list above. */
const hallsOf = (platform: Platform, orgId: number): Promise<string[]> =>
  inCompany(platform, orgId, async (ctx) => {
    const { unitId } = await getRootUnit(ctx);
    const halls = new Map((await listHallsBelow(ctx, [unitId])).map((hall) => [hall.name.zh, hall.unitId]));
    const names = companies.find((company) => company.orgId === orgId)?.halls ?? [];
    return names.flatMap(({ zh }) => halls.get(zh) ?? []);
  });

/** One transaction per company: either all of it is there or nothing. */
function loadCompany(platform: Platform, company: (typeof companies)[number]): Promise<void> {
  const { orgId } = company;
  return inCompany(platform, orgId, async (ctx) => {
    await seedCompany(ctx, { ...company, isSample: true });
    const hallIds: string[] = [];
    for (const name of company.halls) hallIds.push((await seedHall(ctx, name)).unitId);
    for (const [index, person] of (people[orgId] ?? []).entries())
      await seedStaff(ctx, staffOf(person, index, hallIds));
  });
}

function staffOf(
  [login, name, post, role, hall]: Person,
  index: number,
  hallIds: readonly string[],
): SeedStaff {
  const unitId = hall === undefined ? undefined : hallIds[hall];
  const at = unitId ? { unitId } : {};
  return {
    login,
    name,
    staffNumber: `Q${String(index + 1).padStart(4, "0")}`,
    post,
    password,
    roles: [{ role, ...at }],
    ...at,
  };
}
