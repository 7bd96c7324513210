/** The customer's accounts with everything that hangs on them: points, meters and their history, contracts. */
import { Button, Tag } from "antd";
import { groupedAccount } from "../../../../contracts/customers/numbers.ts";
import type { AccountAnswer } from "../../../../contracts/customers/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Part } from "../states.tsx";
import { accountState, importanceName } from "../words.ts";
import { AddButton, ChangeButton, type PartProps } from "./account-part.tsx";
import { termRows } from "./account-terms.ts";
import type { ArchiveProps } from "./archive-customer.tsx";
import { useArchiveRoute } from "./archive-route.ts";
import { type Codes, useCodes } from "./codes.ts";
import { Facts } from "./facts.tsx";
import { MeteringPoints } from "./metering-points.tsx";

const t = defineWords({
  none: ["名下没有户", "No accounts"],
  open: ["建户", "Open an account"],
  edit: ["修改户", "Edit"],
  address: ["改地址", "Edit the address"],
  transfer: ["过户", "Transfer"],
  close: ["销户", "Close"],
  off: ["已停电", "Cut off"],
  old: ["旧户号 {number}", "Formerly {number}"],
  use: ["用电类别", "Use"],
  sort: ["用户分类", "Sort"],
  trade: ["行业", "Trade"],
  tariff: ["电价分组", "Tariff group"],
  voltage: ["供电电压", "Voltage"],
  capacity: ["合同 / 运行容量", "Contracted / running"],
  kva: ["{contract} / {running} kVA", "{contract} / {running} kVA"],
  opened: ["建户", "Opened"],
  supplied: ["送电", "Supplied since"],
  closed: ["销户", "Closed"],
  area: ["城乡", "Area"],
  notify: ["通知方式", "Notice by"],
  settle: ["结算方式", "Settled by"],
  invoice: ["票据", "Invoice"],
  people: ["户内人口", "People"],
  checked: ["上次检查", "Last checked"],
  supplier: ["转供户号", "Supplier"],
  note: ["备注", "Note"],
  supplyPoints: ["受电点", "Supply points"],
  contracts: ["供用电合同", "Contracts"],
  noSupply: ["没有受电点", "No supply points"],
  noContracts: ["没有合同", "No contracts"],
  ownSource: ["自备电源", "Own source"],
  ended: ["已停用", "Ended"],
  until: ["{from} 至 {to}", "{from} to {to}"],
  forever: ["无固定期限", "open end"],
});
const contractState = defineWords({
  draft: ["草稿", "Draft"],
  "in-force": ["生效", "In force"],
  expired: ["到期", "Expired"],
  terminated: ["终止", "Terminated"],
});

export function Accounts({ archive, mayEdit }: ArchiveProps) {
  const { to } = useArchiveRoute();
  const codes = useCodes();
  return (
    <div className="archive-accounts">
      {mayEdit && (
        <Button onClick={() => to({ edit: "open-account" })} className="archive-add">
          {t("open")}
        </Button>
      )}
      {archive.accounts.length === 0 && <Nothing>{t("none")}</Nothing>}
      {archive.accounts.map((account) => (
        <AccountCard key={account.id} account={account} mayEdit={mayEdit} codes={codes} />
      ))}
    </div>
  );
}

type CardProps = { account: AccountAnswer; mayEdit: boolean; codes: Codes };

function AccountCard({ account, mayEdit, codes }: CardProps) {
  const { to } = useArchiveRoute();
  const { id, premise, state } = account;
  const may = mayEdit && state !== "closed";
  const key = (edit: string, label: string) => (
    <Button size="small" onClick={() => to({ edit: `${edit}.${id}` })}>
      {label}
    </Button>
  );
  return (
    <article className="account-card" aria-label={account.number}>
      <header>
        <h3 className="cust-number">{groupedAccount(account.number)}</h3>
        <span className={`account-state is-${state}`}>{accountState(state)}</span>
        {!account.isSupplied && state === "active" && <Tag color="error">{t("off")}</Tag>}
        {account.importance !== "none" && <Tag color="warning">{importanceName(account.importance)}</Tag>}
        {account.oldNumber && <small>{t("old", { number: account.oldNumber })}</small>}
        {may && (
          <div className="account-keys">
            {key("account", t("edit"))}
            {key("premise", t("address"))}
            {key("transfer", t("transfer"))}
            {key("close", t("close"))}
          </div>
        )}
      </header>
      <p className="cust-address">{premise.address}</p>
      <AccountFacts account={account} codes={codes} />
      <div className="account-parts">
        <SupplyPoints account={account} may={may} codes={codes} />
        <MeteringPoints account={account} may={may} codes={codes} />
        <Contracts account={account} may={may} codes={codes} />
      </div>
    </article>
  );
}

function AccountFacts({ account, codes }: { account: AccountAnswer; codes: Codes }) {
  const capacity =
    account.contractKva === null && account.runningKva === null
      ? null
      : t("kva", { contract: account.contractKva ?? "–", running: account.runningKva ?? "–" });
  return (
    <Facts
      rows={[
        [t("use"), pick(account.useName)],
        [t("voltage"), pick(account.voltageName)],
        [t("sort"), codes.nameOf("sort", account.sortCode)],
        [t("trade"), account.tradeName && `${pick(account.tradeName)} ${account.tradeCode}`],
        [t("tariff"), codes.nameOf("tariff-group", account.tariffGroup)],
        [t("capacity"), capacity],
        ...termRows(account),
        [t("area"), codes.nameOf("area", account.area)],
        [t("opened"), account.openedOn],
        [t("supplied"), account.suppliedOn],
        [t("closed"), account.closedOn],
        [t("notify"), codes.nameOf("notify", account.notifyBy)],
        [t("settle"), codes.nameOf("settle", account.settleBy)],
        [t("invoice"), codes.nameOf("invoice", account.invoiceKind)],
        [t("people"), account.peopleCount],
        [t("checked"), account.lastCheckedOn],
        [t("supplier"), account.supplierAccountNumber],
        [t("note"), account.note],
      ]}
    />
  );
}

function SupplyPoints({ account, may, codes }: PartProps) {
  return (
    <Part title={t("supplyPoints")} extra={may && <AddButton edit={`supply.${account.id}`} />}>
      {account.supplyPoints.length === 0 && <Nothing>{t("noSupply")}</Nothing>}
      <ul className="archive-rows">
        {account.supplyPoints.map((point) => (
          <li key={point.id}>
            <span className="cust-kind">{codes.nameOf("supply-role", point.role)}</span>
            <span>
              {[
                codes.nameOf("voltage", point.voltageCode),
                point.capacityKva !== null && `${point.capacityKva} kVA`,
                point.substation,
                point.feeder,
                point.transformer,
                point.phase,
                point.hasOwnSource && t("ownSource"),
                point.isClosed && t("ended"),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            {may && <ChangeButton edit={`supply.${account.id}.${point.id}`} />}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Contracts({ account, may, codes }: PartProps) {
  return (
    <Part title={t("contracts")} extra={may && <AddButton edit={`contract.${account.id}`} />}>
      {account.contracts.length === 0 && <Nothing>{t("noContracts")}</Nothing>}
      <ul className="archive-rows">
        {account.contracts.map((contract) => (
          <li key={contract.id}>
            <span className="cust-kind">{contractState(contract.state)}</span>
            <span>
              {contract.number} · {codes.nameOf("contract-kind", contract.kind)}
              <small className="archive-why">
                {t("until", { from: contract.startsOn, to: contract.endsOn ?? t("forever") })} ·{" "}
                {contract.parties
                  .map(({ name, role }) => `${codes.nameOf("party-role", role)} ${name}`)
                  .join("，")}
              </small>
            </span>
            {may && <ChangeButton edit={`contract.${account.id}.${contract.id}`} />}
          </li>
        ))}
      </ul>
    </Part>
  );
}
