/**
 * Who this screen is. A kiosk, display or pad is enrolled by an administrator and paired once by a code; the browser then
 * keeps an HttpOnly cookie and this page only the device's id. The id stays in the address as well (`#device=…`), so that
 * two tabs of one browser can be two pads.
 */
import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from "react";
import { type DeviceKind, type DeviceSelf, getDeviceSelf, pairDevice } from "../../contracts/identity.ts";
import { ApiProblem, call, onSignedOut, speakAs } from "./api.ts";
import "./device.css";
import { Mark } from "./icons.tsx";
import { ProblemNote } from "./problem.tsx";
import { defineWords } from "./words.ts";

const t = defineWords({
  title: ["设备配对", "Pair this screen"],
  kiosk: ["自助取号机", "Ticket kiosk"],
  display: ["大屏", "Big screen"],
  pad: ["评价器", "Evaluator"],
  enter: ["请输入管理员给的配对码", "Enter the pairing code from your administrator"],
  code: ["配对码", "Pairing code"],
  erase: ["删除", "Delete"],
  pair: ["配对", "Pair"],
  pairing: ["正在配对…", "Pairing…"],
  starting: ["正在连接…", "Connecting…"],
  offline: ["连不上服务器，正在自动重试…", "No connection to the server; trying again by itself…"],
  revoked: [
    "本设备已被注销或重新配对，原来的身份不再有效。请联系管理员取得新的配对码。",
    "This device was revoked or paired again elsewhere. Ask your administrator for a new pairing code.",
  ],
  wrongKind: ["这个配对码属于另一种设备。", "That code belongs to another kind of device."],
});

type State =
  | { step: "starting"; offline: boolean }
  | { step: "asking"; revoked: boolean }
  | { step: "known"; self: DeviceSelf };

const storeOf = (kind: DeviceKind) => `mingchuang.device.${kind}`;
const inAddress = (name: "pair" | "device") => new URLSearchParams(location.hash.slice(1)).get(name);

/** Shows its children only once the screen knows which device it is; asks for a pairing code otherwise. */
export function DeviceGate({
  kind,
  children,
}: {
  kind: DeviceKind;
  children: (self: DeviceSelf) => ReactNode;
}) {
  const [state, setState] = useState<State>({ step: "starting", offline: false });
  const admit = useCallback(
    (self: DeviceSelf) => {
      speakAs(self.deviceId);
      localStorage.setItem(storeOf(kind), self.deviceId);
      const address = new URLSearchParams(location.hash.slice(1));
      address.set("device", self.deviceId);
      history.replaceState(null, "", `#${address}`);
      setState({ step: "known", self });
    },
    [kind],
  );

  useEffect(() => {
    const abort = new AbortController();
    void identify(kind, admit, setState, abort.signal);
    return () => abort.abort();
  }, [kind, admit]);

  useEffect(
    () =>
      onSignedOut(() =>
        setState((last) => {
          if (last.step !== "known") return last;
          forget(kind);
          return { step: "asking", revoked: true };
        }),
      ),
    [kind],
  );

  if (state.step === "known") return children(state.self);
  if (state.step === "asking") return <Pairing kind={kind} revoked={state.revoked} onPaired={admit} />;
  return (
    <main className="plain pairing">
      <Mark size={72} />
      <h1>{t(kind)}</h1>
      <p role="status">{state.offline ? t("offline") : t("starting")}</p>
    </main>
  );
}

/** A code in the address, else the id kept, else ask. Waits as long as the server cannot be reached. */
async function identify(
  kind: DeviceKind,
  admit: (self: DeviceSelf) => void,
  setState: (state: State) => void,
  signal: AbortSignal,
): Promise<void> {
  const code = inAddress("pair");
  const known = inAddress("device") ?? localStorage.getItem(storeOf(kind));
  if (!code && !known) return setState({ step: "asking", revoked: false });
  while (!signal.aborted) {
    try {
      // The code leaves the address before it is used: it works once, and nobody should read it over a shoulder.
      if (code) history.replaceState(null, "", location.pathname);
      else speakAs(known);
      const self = code
        ? await call(pairDevice, { body: { pairingCode: code } }, { attempts: 1 })
        : await call(getDeviceSelf, {}, { attempts: 1 });
      if (signal.aborted) return;
      if (self.kind === kind) return admit(self);
      return setState({ step: "asking", revoked: false });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && error.document.status < 429) {
        if (!code) forget(kind);
        return setState({ step: "asking", revoked: !code });
      }
      setState({ step: "starting", offline: true });
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
  }
}

function forget(kind: DeviceKind): void {
  speakAs(null);
  localStorage.removeItem(storeOf(kind));
  history.replaceState(null, "", location.pathname);
}

/** What a code is made of: the company's number, then characters that nobody mistakes for each other. */
const keys = "0123456789-ABCDEFGHJKLMNPQRSTUVWXYZ";

type PairingProps = { kind: DeviceKind; revoked: boolean; onPaired: (self: DeviceSelf) => void };

function Pairing({ kind, revoked, onPaired }: PairingProps) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [otherKind, setOtherKind] = useState(false);

  async function pair(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setOtherKind(false);
    try {
      const self = await call(pairDevice, { body: { pairingCode: code.trim() } });
      if (self.kind === kind) return onPaired(self);
      setOtherKind(true);
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  }

  return (
    <main className="plain pairing">
      <Mark size={72} />
      <h1>
        {t("title")} · {t(kind)}
      </h1>
      {revoked && (
        <p className="problem" role="alert">
          {t("revoked")}
        </p>
      )}
      <form onSubmit={pair}>
        <label htmlFor="pairing-code">{t("enter")}</label>
        <input
          id="pairing-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
        />
        <div className="pairing-keys">
          {[...keys].map((key) => (
            <button type="button" key={key} onClick={() => setCode((text) => text + key)}>
              {key}
            </button>
          ))}
        </div>
        <div className="pairing-ends">
          <button type="button" onClick={() => setCode((text) => text.slice(0, -1))}>
            {t("erase")}
          </button>
          <button type="submit" className="main" disabled={busy || code.trim().length < 8}>
            {busy ? t("pairing") : t("pair")}
          </button>
        </div>
        <ProblemNote error={error} />
        {otherKind && (
          <p className="problem" role="alert">
            {t("wrongKind")}
          </p>
        )}
      </form>
    </main>
  );
}
