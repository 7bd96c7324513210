/** The start page's two answers. Both are empty-handed unless the sample county, and nothing else, is loaded. */
import roles from "../../catalogue/roles.json" with { type: "json" };
import type { DeviceKind } from "../../contracts/identity.ts";
import { openSampleDevice, type SampleCounty, viewStart } from "../../contracts/start.ts";
import type { Context } from "../foundation/context.ts";
import { type Route, serveRoute } from "../foundation/http/route.ts";
import { Problem } from "../foundation/problem.ts";
import { type Call, command } from "../foundation/transaction.ts";
import { listWindows } from "../modules/hall/index.ts";
import {
  createDevice,
  findUnit,
  listDevices,
  loadSampleOrganisation,
  repairDevice,
  type SampleOrganisation,
} from "../modules/identity/index.ts";
import type { Core } from "./core.ts";
import { isSampleWanted } from "./sample-wanted.ts";

/** How the devices that this page makes are called, so that they are found again. */
const sampleName: Readonly<Record<DeviceKind, string>> = {
  kiosk: "样例取号机",
  display: "样例大屏",
  pad: "样例评价器",
};

export function startRoutes(core: Core): readonly Route[] {
  /** Kept once it is known: a database that holds the sample county only gains companies by being set up anew. */
  let found: SampleOrganisation | undefined;
  const sample = async () => {
    if (!isSampleWanted(core.settings)) return undefined;
    found ??= await loadSampleOrganisation(core);
    return found;
  };
  const inSample = <T>(call: Call, orgId: number, work: (ctx: Context) => Promise<T>) =>
    command(core, { ...call, actor: { kind: "system", orgIds: [orgId] }, orgId, scope: [orgId] }, work);

  return [
    serveRoute(viewStart, async (call) => {
      const organisation = await sample();
      if (!organisation) return { sample: null };
      return { sample: await inSample(call, organisation.orgId, (ctx) => describe(ctx, organisation)) };
    }),
    serveRoute(openSampleDevice, async (call, { body }) => {
      const organisation = await sample();
      if (!organisation?.hallIds.includes(body.hallId)) throw new Problem("thing.not_found");
      return inSample(call, organisation.orgId, (ctx) => openDevice(ctx, body));
    }),
  ];
}

/** The first of each role in the county, and its halls. */
async function describe(ctx: Context, organisation: SampleOrganisation): Promise<SampleCounty> {
  const { orgId, password, people, hallIds } = organisation;
  const first = people.filter(({ role }, index) => people.findIndex((one) => one.role === role) === index);
  const halls = await Promise.all(hallIds.map((hallId) => findUnit(ctx, hallId)));
  return {
    orgId,
    password,
    people: first.map(({ login, name, role }) => {
      const known = roles.find(({ code }) => code === role);
      return { login, name, role, roleName: { zh: known?.zh ?? role, en: known?.en ?? role } };
    }),
    halls: halls.flatMap((hall) => (hall ? [{ hallId: hall.unitId, name: hall.name }] : [])),
  };
}

async function openDevice(ctx: Context, { hallId, kind }: { hallId: string; kind: DeviceKind }) {
  const known = (await listDevices(ctx, hallId)).find(
    (device) => device.kind === kind && device.name === sampleName[kind] && device.state !== "revoked",
  );
  const windowId = kind === "pad" ? (await listWindows(ctx, hallId))[0]?.id : undefined;
  const { pairingCode } = known
    ? await repairDevice(ctx, hallId, known.deviceId)
    : await createDevice(ctx, { hallId, kind, name: sampleName[kind], windowId });
  return { path: `/${kind}/#pair=${pairingCode}` };
}
