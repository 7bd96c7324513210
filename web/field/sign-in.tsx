/** Signing in on the phone: the same people and passwords as at the desk, without the desk's weight. */
import { type FormEvent, useEffect, useState } from "react";
import type { ResultOf } from "../../contracts/endpoint.ts";
import { listCompanies, signIn } from "../../contracts/identity/sign-in.ts";
import { call } from "../parts/api.ts";
import { Mark } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { pick } from "../parts/words.ts";
import { t } from "./words.ts";

const asked = new URLSearchParams(location.search);

export function SignIn({ onDone }: { onDone: () => void }) {
  const [companies, setCompanies] = useState<ResultOf<typeof listCompanies>["companies"]>([]);
  const [orgId, setOrg] = useState(asked.get("company") ?? "");
  const [login, setLogin] = useState(asked.get("login") ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    call(listCompanies).then((answer) => {
      setCompanies(answer.companies);
      const first = answer.companies.find(({ level }) => level === "county");
      setOrg((chosen) => chosen || String(first?.orgId ?? ""));
    }, setError);
  }, []);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const body = { orgId: Number(orgId), login: login.trim(), password, ...(code && { code }) };
      await call(signIn, { body }, { attempts: 2 });
      onDone();
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  }
  return (
    <form className="field-sign-in" onSubmit={submit}>
      <Mark size={64} />
      <h2>{t("title")}</h2>
      <label htmlFor="company">{t("company")}</label>
      <select id="company" value={orgId} onChange={({ target }) => setOrg(target.value)}>
        {companies.map((one) => (
          <option key={one.orgId} value={one.orgId}>
            {pick(one.name)}
          </option>
        ))}
      </select>
      <label htmlFor="login">{t("login")}</label>
      <input
        id="login"
        value={login}
        autoComplete="username"
        autoCapitalize="none"
        onChange={({ target }) => setLogin(target.value)}
      />
      <label htmlFor="password">{t("password")}</label>
      <input
        id="password"
        type="password"
        value={password}
        autoComplete="current-password"
        onChange={({ target }) => setPassword(target.value)}
      />
      <label htmlFor="code">{t("code")}</label>
      <input
        id="code"
        inputMode="numeric"
        value={code}
        autoComplete="one-time-code"
        maxLength={6}
        onChange={({ target }) => setCode(target.value)}
      />
      <ProblemNote error={error} />
      <button type="submit" className="main" disabled={isBusy || login.trim() === "" || password === ""}>
        {t("go")}
      </button>
    </form>
  );
}
