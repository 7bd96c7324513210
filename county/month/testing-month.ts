/** A stage for the month in a test's own company: the same people and API without a server process of its own. */
import { signIn } from "../../contracts/identity.ts";
import { catalogue } from "../../server/modules/catalogue/index.ts";
import { orgs, testPassword } from "../../server/modules/identity/test-county.ts";
import { sweepOrders } from "../../server/modules/orders/sweep.ts";
import { buildOrders, type TestOrders } from "../../server/modules/orders/testing.ts";
import { ApiClient } from "../replay/api-client.ts";
import type { Resident } from "./applications.ts";
import { type Crew, type Hand, settleRules } from "./crew.ts";
import { together } from "./world.ts";

const posts = [
  ...["R-ACC", "R-HALL", "R-DUTY", "R-MGR", "R-CM", "R-SUR", "R-PLAN", "R-APP", "R-FEE", "R-DES", "R-INS"],
  ...["R-FIN", "R-CON", "R-MET", "R-ARC", "R-VIS", "R-CMD", "R-REP", "R-QA"],
];
/** Where one person is not enough: two duties that take two people, and complaints about colleagues. */
const second = ["R-ACC", "R-CM", "R-APP", "R-CMD", "R-REP"];

export type MonthStage = {
  readonly county: TestOrders;
  readonly crew: Crew;
  readonly residents: readonly Resident[];
  readonly startsAt: number;
  readonly moveTo: (at: number) => Promise<void>;
};

export async function monthStage(): Promise<MonthStage> {
  const county = await buildOrders(catalogue.routes);
  const { platform } = county;
  for (const post of second) await county.addPerson(`${post.toLowerCase()}-2`, post);
  const send = async (url: string, init: RequestInit) => county.app.request(url, init);
  const client = () => new ApiClient({ base: () => "http://localhost:8080", fetch: send });
  const signedIn = (login: string) => {
    const own = client();
    return own.signInWith(() =>
      own.call(signIn, { body: { orgId: orgs.county, login, password: testPassword } }),
    );
  };
  await settleRules(await signedIn("system-admin"));
  const logins = [...posts.map((post) => [post, ""]), ...second.map((post) => [post, "-2"])] as const;
  const hands: Hand[] = [];
  await together(logins, 3, async ([post = "", tail = ""]) => {
    const login = `${post.toLowerCase()}${tail}`;
    const staffId = county.people.get(login) ?? "";
    hands.push({ login, name: login, post, staffId, hall: null, client: await signedIn(login) });
  });
  hands.sort((one, other) => (one.login < other.login ? -1 : 1));
  const byPost = Map.groupBy(hands, ({ post }) => post);
  const reader = hands.find(({ login }) => login === "r-cmd");
  if (!reader) throw new Error("nobody dispatches");
  const residents: Resident[] = [];
  for (const sortCode of ["03", "03", "03", "03", "02", "02", "01"]) {
    const kind = sortCode === "03" ? ("individual" as const) : ("organisation" as const);
    const name = `住户${residents.length + 1}`;
    const id = await county.buildCustomer({ kind, name });
    const { accountId } = await county.buildAccount(id, { sortCode });
    residents.push({ id, name, stage: "current", accounts: [{ id: accountId, sortCode }] });
  }
  const today = platform.clock.now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate();
  return {
    county,
    crew: { hands, of: (post) => byPost.get(post) ?? [], reader },
    residents,
    startsAt: today.add({ days: 1 }).toZonedDateTime("Asia/Shanghai").epochMilliseconds,
    moveTo: async (at) => {
      const ahead = at - platform.clock.now().epochMilliseconds;
      if (ahead > 0) platform.pass({ milliseconds: ahead });
      await sweepOrders(platform);
    },
  };
}
