/** The state of the page: who works, the visits, what waits; kept on the phone and brought up to date whenever it can be. */
import { useCallback, useEffect, useState } from "react";
import { getMe, signOut } from "../../contracts/identity/sign-in.ts";
import { listVisits, type Visit } from "../../contracts/orders/field.ts";
import { ApiProblem, call, onSignedOut } from "../parts/api.ts";
import { type Live, useLive } from "../parts/live.ts";
import * as store from "./store.ts";
import { onActs, sync, tellActs } from "./sync.ts";

export type Gate = "opening" | "strangers" | "elsewhere" | "denied" | "in";
const everyMs = 20_000;

export function useWho() {
  const [who, setWho] = useState<store.Who>();
  const [gate, setGate] = useState<Gate>("opening");
  /** The server no longer knows this phone; what is on it can still be worked on. */
  const [isOut, setOut] = useState(false);
  const look = useCallback(async () => {
    const kept = await store.readWho();
    if (kept) {
      setWho(kept);
      setGate("in");
    }
    try {
      const me = await call(getMe, {}, { attempts: 1, timeoutMs: 6_000 });
      if (me.mustChangePassword || me.due) return setGate("elsewhere");
      if (!me.capabilities.includes("orders.work")) return setGate("denied");
      if (kept && kept.staffId !== me.staffId) await store.forgetWork();
      const present = { staffId: me.staffId, name: me.name, company: String(me.orgId) };
      await store.keepWho(present);
      setWho(present);
      setOut(false);
      setGate("in");
    } catch (error) {
      const isStranger = error instanceof ApiProblem && error.code === "access.sign_in";
      if (isStranger) setOut(true);
      if (!kept) setGate("strangers");
    }
  }, []);
  useEffect(() => void look(), [look]);
  useEffect(() => onSignedOut(() => setOut(true)), []);
  const leave = useCallback(async () => {
    await call(signOut, { body: {} }, { attempts: 1, timeoutMs: 5_000 }).catch(() => {});
    await store.forgetAll();
    location.replace(location.pathname);
  }, []);
  return { who, gate, isOut, look, leave };
}

export function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return isOnline;
}

/** As last seen; live while there is a network. */
export function useVisits(isIn: boolean): { visits: readonly Visit[]; status: Live<unknown>["status"] } {
  const { status, data } = useLive(listVisits, isIn ? {} : null);
  const [kept, setKept] = useState<readonly Visit[]>([]);
  useEffect(() => {
    if (isIn)
      void store.readVisits().then((visits) => setKept((present) => (present.length > 0 ? present : visits)));
  }, [isIn]);
  useEffect(() => {
    if (!data) return;
    setKept(data.visits);
    void store.keepVisits(data.visits);
  }, [data]);
  return { visits: kept, status };
}

/** What waits, and the attempt to send it: at once, when the network comes back, and every so often. */
export function useOutbox(staffId: string | undefined): { acts: readonly store.Act[]; send: () => void } {
  const [acts, setActs] = useState<readonly store.Act[]>([]);
  useEffect(() => {
    const look = () =>
      void store.listActs().then((all) => setActs(all.filter((act) => act.staffId === staffId)));
    look();
    return onActs(look);
  }, [staffId]);
  const send = useCallback(() => {
    if (staffId && navigator.onLine) void sync(staffId).catch(() => {});
  }, [staffId]);
  useEffect(() => {
    send();
    const timer = setInterval(send, everyMs);
    const seen = () => {
      if (document.visibilityState === "visible") send();
    };
    addEventListener("online", send);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      removeEventListener("online", send);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [send]);
  return { acts, send };
}

export { tellActs };
