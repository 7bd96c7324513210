/** The file on A4: who they are, what they own, what they gave, what happened. */
import type { ReactNode } from "react";
import type { readHouseholdFile } from "../../../../contracts/customers/household-file.ts";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { dayAndTime, localDay } from "../../../parts/time.ts";
import { pick } from "../../../parts/words.ts";
import { standingName } from "../documents/words.ts";
import {
  accountState,
  kindName,
  personalName,
  personRoleName,
  registerName,
  timelineName,
} from "../words.ts";
import { t } from "./words.ts";

type File = ResultOf<typeof readHouseholdFile>;
type Account = File["archive"]["accounts"][number];

export function HouseholdFile({ file }: { file: File }) {
  const { archive, company, madeAt, madeByName } = file;
  return (
    <article className="hf" data-testid="household-file">
      <header className="hf-head">
        <div>
          <small>{pick(company)}</small>
          <h1>{t("title")}</h1>
          <span>{t("subtitle")}</span>
        </div>
        <div className="hf-made">
          <strong>{archive.name}</strong>
          <span>{t("made", { name: madeByName, at: dayAndTime(madeAt) })}</span>
          <span>{t("confidential")}</span>
        </div>
      </header>
      <Person file={file} />
      {archive.accounts.map((account) => (
        <AccountSheet key={account.id} account={account} />
      ))}
      <People people={archive.people} />
      <Papers papers={file.papers} />
      <Running running={file.running} />
      <footer className="hf-foot">
        {t("hotline")} {file.hotline}
      </footer>
    </article>
  );
}

function Person({ file: { archive, card } }: { file: File }) {
  const { kind, unit, manager, creditCode, personalFields, registers, validFrom } = archive;
  return (
    <Block title={t("customer")}>
      <dl className="hf-facts">
        <Fact name={t("name")}>{archive.name}</Fact>
        <Fact name={t("kind")}>{kindName(kind)}</Fact>
        <Fact name={t("unit")}>{pick(unit.name)}</Fact>
        <Fact name={t("manager")}>{manager?.name ?? t("noManager")}</Fact>
        {creditCode && <Fact name={t("creditCode")}>{creditCode}</Fact>}
        <Fact name={t("since")}>{validFrom}</Fact>
        <Fact name={t("serviceCard")}>
          {card ? t("issuedAt", { day: localDay(card.issuedAt) }) : t("noCard")}
        </Fact>
        {personalFields.map((field) => (
          <Fact key={field.id} name={personalName(field.kind)}>
            {field.masked}
          </Fact>
        ))}
        {registers
          .filter(({ state }) => state === "in-force")
          .map((tag) => (
            <Fact key={tag.id} name={registerName(tag.register)}>
              {pick(tag.levelName)}
            </Fact>
          ))}
      </dl>
    </Block>
  );
}

function AccountSheet({ account }: { account: Account }) {
  const { supplyPoints, meteringPoints, contracts } = account;
  return (
    <Block title={t("account", { number: account.number })}>
      <dl className="hf-facts">
        <Fact name={t("address")} isWide>
          {account.premise.address}
        </Fact>
        <Fact name={t("use")}>{pick(account.useName)}</Fact>
        <Fact name={t("voltage")}>{pick(account.voltageName)}</Fact>
        <Fact name={t("capacity")}>
          {account.contractKva === null ? "—" : t("kva", { n: account.contractKva })}
        </Fact>
        <Fact name={t("state")}>{accountState(account.state)}</Fact>
        <Fact name={t("opened")}>{account.openedOn ?? "—"}</Fact>
        {supplyPoints.map(({ id, feeder, transformer }) => (
          <Fact key={id} name={t("supply")}>
            {[feeder && t("feeder", { name: feeder }), transformer && t("transformer", { name: transformer })]
              .filter(Boolean)
              .join(" · ") || "—"}
          </Fact>
        ))}
      </dl>
      <Rows
        title={t("points")}
        heads={[t("point"), t("ratio"), t("meter"), t("installed"), t("reading")]}
        rows={meteringPoints.flatMap(({ number, ratio, installations }) => {
          const hanging = installations.find(({ removedOn }) => removedOn === null);
          return [
            [
              number,
              String(ratio),
              hanging?.assetNumber ?? "—",
              hanging?.installedOn ?? "—",
              hanging ? (hanging.installedReading / 100).toFixed(2) : "—",
            ],
          ];
        })}
      />
      <Rows
        title={t("contracts")}
        heads={[t("contract"), t("term")]}
        rows={contracts.map(({ number, startsOn, endsOn }) => [
          number,
          `${startsOn} – ${endsOn ?? t("open")}`,
        ])}
      />
    </Block>
  );
}

const People = ({ people }: { people: File["archive"]["people"] }) => (
  <Block title={t("people")}>
    <Rows
      heads={[t("name"), t("role"), t("phone"), t("until")]}
      rows={people.map(({ name, role, phone, authorisedUntil }) => [
        name,
        personRoleName(role),
        phone ?? "—",
        authorisedUntil ?? "—",
      ])}
    />
  </Block>
);

const Papers = ({ papers }: { papers: File["papers"] }) => (
  <Block title={t("papers")}>
    <Rows
      heads={[t("paper"), t("pages"), t("validUntil"), t("state"), t("verified")]}
      rows={papers.map(({ typeName, pages, expiresOn, isLongTerm, standing, verifiedByName }) => [
        pick(typeName),
        String(pages),
        expiresOn ?? (isLongTerm ? t("longTerm") : t("always")),
        standingName(standing),
        verifiedByName ?? "—",
      ])}
    />
  </Block>
);

const Running = ({ running: { counts, latest } }: { running: File["running"] }) => (
  <Block title={t("running")}>
    <p className="hf-counts">
      {t("counts")}：
      {Object.entries(counts)
        .map(([kind, count]) => `${timelineName(kind as keyof typeof counts)} ${count}`)
        .join("　") || t("none")}
    </p>
    <Rows
      rows={latest.map(({ at, title, who, result }) => [
        dayAndTime(at),
        pick(title),
        who ?? "—",
        result ?? "—",
      ])}
    />
  </Block>
);

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="hf-block">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, isWide = false, children }: { name: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={isWide ? "is-wide" : ""}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type RowsProps = { title?: string; heads?: readonly string[]; rows: readonly (readonly string[])[] };

function Rows({ title, heads, rows }: RowsProps) {
  return (
    <>
      {title && <h3>{title}</h3>}
      {rows.length === 0 ? (
        <p className="hf-none">{t("none")}</p>
      ) : (
        <table>
          {heads && (
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head}>{head}</th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map((row) => (
              <tr key={row.join("|")}>
                {row.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their column
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
