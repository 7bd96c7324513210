/** Number and phone, then the code that was sent. Whatever was typed, the page says the same: it does not know either. */
import { type FormEvent, useEffect, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { listCompanies } from "../../../contracts/identity/sign-in.ts";
import { askOrderCode, openMyOrder, readSampleInbox } from "../../../contracts/orders/my.ts";
import { call } from "../../parts/api.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { pick } from "../../parts/words.ts";
import { t } from "./words.ts";

const askedCompany = new URLSearchParams(location.search).get("company");

export function OpenForm() {
  const [companies, setCompanies] = useState<ResultOf<typeof listCompanies>["companies"]>([]);
  const [orgId, setOrg] = useState(askedCompany ?? "");
  const [number, setNumber] = useState("");
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [minutes, setMinutes] = useState<number>();
  const [isSample, setSample] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    call(listCompanies).then((answer) => {
      const counties = answer.companies.filter(({ level }) => level === "county");
      setCompanies(counties);
      setOrg((chosen) => chosen || String(counties[0]?.orgId ?? ""));
    }, setError);
    call(readSampleInbox, {}, { attempts: 1 }).then(
      () => setSample(true),
      () => {},
    );
  }, []);
  const who = { orgId: Number(orgId), number, phone };
  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(undefined);
    await work().catch(setError);
    setBusy(false);
  }
  const ask = () => run(async () => setMinutes((await call(askOrderCode, { body: who })).minutes));
  const open = () =>
    run(async () => {
      const { token } = await call(openMyOrder, { body: { ...who, code } });
      location.hash = `t=${token}`;
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void (minutes === undefined || code === "" ? ask() : open());
  };
  const isFilled = orgId !== "" && number.trim() !== "" && phone.trim() !== "";
  return (
    <section className="my-card">
      <h2>{t("openTitle")}</h2>
      <p className="my-soft">{t("openHelp")}</p>
      <form className="my-find" onSubmit={submit}>
        <label htmlFor="company">{t("company")}</label>
        <select id="company" value={orgId} onChange={({ target }) => setOrg(target.value)}>
          {companies.map((one) => (
            <option key={one.orgId} value={one.orgId}>
              {pick(one.name)}
            </option>
          ))}
        </select>
        <label htmlFor="number">{t("number")}</label>
        <input
          id="number"
          inputMode="numeric"
          autoComplete="off"
          placeholder={t("numberHint")}
          value={number}
          maxLength={30}
          onChange={({ target }) => setNumber(target.value)}
        />
        <label htmlFor="phone">{t("phone")}</label>
        <input
          id="phone"
          type="tel"
          autoComplete="tel"
          value={phone}
          maxLength={30}
          onChange={({ target }) => setPhone(target.value)}
        />
        {minutes !== undefined && (
          <>
            <p className="my-asked" role="status">
              {t("asked", { n: minutes })}
            </p>
            <label htmlFor="code">{t("code")}</label>
            <input
              id="code"
              className="my-code-input"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              maxLength={8}
              onChange={({ target }) => setCode(target.value)}
            />
            <button type="submit" className="main" disabled={isBusy || !isFilled || code.trim() === ""}>
              {t("open")}
            </button>
            <button type="button" disabled={isBusy || !isFilled} onClick={ask}>
              {t("askAgain")}
            </button>
          </>
        )}
        {minutes === undefined && (
          <button type="submit" className="main" disabled={isBusy || !isFilled}>
            {t("askCode")}
          </button>
        )}
        <ProblemNote error={error} />
      </form>
      {isSample && (
        <a className="my-order-call" href="/my/sample-inbox/" target="_blank" rel="noreferrer">
          {t("sample")}
        </a>
      )}
    </section>
  );
}
