/** Taking an order (受理) with the keyboard: kind, customer, form on the left; checks, papers and promises on the right. */
import { Alert, Result, Segmented, Skeleton } from "antd";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Ticket } from "../../../../contracts/hall.ts";
import { Icon } from "../../../parts/icons.tsx";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import type { Action } from "../../../staff/action.ts";
import { ActionButton } from "../../../staff/action-button.tsx";
import { useRoute } from "../../../staff/router.ts";
import { useMe } from "../../../staff/session.tsx";
import { Failed, Part } from "../../customers/states.tsx";
import { enterGoesOn, FormFields, focusFault } from "../form/form-fields.tsx";
import { useCatalogue } from "../queries.ts";
import { listAt } from "../routes.ts";
import { useOrderKeys } from "../use-order-keys.ts";
import { channelName } from "../words.ts";
import { AcceptedPanel } from "./accepted.tsx";
import type { Said } from "./application.ts";
import { ContactPart } from "./contact-part.tsx";
import { CustomerPart } from "./customer-part.tsx";
import { Findings } from "./findings.tsx";
import { PapersChecklist } from "./papers-checklist.tsx";
import { Promises, Similar } from "./promises.tsx";
import { TypePick } from "./type-pick.tsx";
import { type Intake, useIntake } from "./use-intake.ts";
import "./intake.css";

const t = defineWords({
  page: ["受理业务", "Take an order"],
  group: ["受理", "Intake"],
  accept: ["受理", "Accept"],
  channel: ["渠道", "Channel"],
  form: ["申请内容", "Application"],
  contact: ["联系与说明", "Contact"],
  ticket: ["{number} 号", "No. {number}"],
  first: ["先选业务类型", "Choose the kind first"],
  firstMore: [
    "输入名称、拼音首字母或代码，回车即可。选好后，右边会列出要核对的提示、资料和承诺时限。",
    "Type its name, pinyin initials or code, then Enter. Checks, papers and promises then stand on the right.",
  ],
  noAccount: ["先选户号", "Choose an account"],
  stops: ["有不能受理的情况", "Something stops it"],
  warns: ["还有 {n} 项提示要确认", "{n} warnings to confirm"],
  missing: ["还缺 {n} 件资料", "{n} papers missing"],
  checking: ["正在检查…", "Checking…"],
  sending: ["正在受理…", "Accepting…"],
  done: ["已受理", "Accepted"],
  toList: ["到工单列表", "To the orders"],
  mayNot: ["您的岗位不能受理业务", "Your post may not accept orders"],
  mayNotMore: [
    "请到营业厅柜台或值班经理处受理；已受理的工单在“工单”里办理。",
    "The counters of the halls accept them; what was accepted is worked on under Orders.",
  ],
});

type Props = { ticket: Ticket | null };

export function IntakePage({ ticket }: Props) {
  const mayAccept = useMe().capabilities.includes("orders.accept");
  const catalogue = useCatalogue();
  if (!mayAccept)
    return (
      <section>
        <Result
          status="warning"
          title={t("mayNot")}
          subTitle={t("mayNotMore")}
          extra={<a href={listAt()}>{t("toList")}</a>}
        />
      </section>
    );
  if (catalogue.asked.error)
    return <Failed error={catalogue.asked.error} onAgain={() => void catalogue.asked.refetch()} />;
  if (catalogue.types.size === 0)
    return <Skeleton active className="order-loading" paragraph={{ rows: 10 }} />;
  return <Ready ticket={ticket} catalogue={catalogue} />;
}

/** Why it cannot be accepted now; undefined when it can. */
function blockedBy(intake: Intake): string | undefined {
  const { type, said, checked, findings, warnings, standings, isSending, accepted } = intake;
  if (accepted) return t("done");
  if (isSending) return t("sending");
  if (!type) return t("first");
  if (type.needsAccount && !said.accountId) return t("noAccount");
  if (!checked) return t("checking");
  if (findings.some(({ level }) => level === "stop")) return t("stops");
  if (warnings.length > 0) return t("warns", { n: warnings.length });
  const missing = [...standings.values()].filter((standing) => standing === "missing").length;
  return missing > 0 ? t("missing", { n: missing }) : undefined;
}

type ReadyProps = Props & { catalogue: ReturnType<typeof useCatalogue> };

function Ready({ ticket, catalogue }: ReadyProps) {
  const { query } = useRoute();
  const mayCall = useMe().capabilities.includes("hall.call");
  const box = useRef<HTMLElement>(null);
  const typeField = useRef<HTMLInputElement>(null);
  const customerField = useRef<HTMLInputElement>(null);
  const asked: Partial<Said> = {
    ...(query.get("type") && { typeCode: query.get("type") ?? undefined }),
    ...(query.get("account") && { accountId: query.get("account") ?? undefined }),
  };
  const whose = query.get("customer") ?? ticket?.customer?.id;
  const intake = useIntake(
    catalogue,
    { ...asked, ...(whose && { customerId: whose }), ...(!mayCall && { channel: "phone" }) },
    ticket?.id,
  );
  const { said, type, change } = intake;
  const types = [...catalogue.types.values()].filter(({ channels }) => channels.includes(said.channel));

  const goOn = useEffectEvent((to: "customer" | "form") =>
    requestAnimationFrame(() => {
      if (to === "customer" && !said.customerId) return customerField.current?.focus();
      const first = box.current?.querySelector<HTMLElement>(
        ".intake-form :is(input:not([hidden]), textarea, [tabindex='0'])",
      );
      first?.focus();
    }),
  );
  useEffect(() => {
    if (!said.typeCode) typeField.current?.focus();
  }, [said.typeCode]);

  const acceptAction: Action = {
    ...{
      id: "accept-order",
      group: t("group"),
      label: t("accept"),
      keys: "Mod+Enter",
      search: "shouli accept",
    },
    blocked: blockedBy(intake),
    run: () => void intake.accept().then((faults) => focusFault(box.current, faults)),
  };
  useOrderKeys([acceptAction], "intake");
  const next = () => {
    intake.reset(ticket?.customer ? { customerId: ticket.customer.id } : {});
    requestAnimationFrame(() => typeField.current?.focus());
  };
  return (
    <section
      ref={box}
      className="intake"
      aria-label={t("page")}
      data-enter-path
      onKeyDown={(event) => enterGoesOn(event, box.current)}
    >
      <header className="intake-head">
        <h2>{t("page")}</h2>
        {ticket && <span className="badge badge-appointment">{t("ticket", { number: ticket.number })}</span>}
        <TypePick
          field={typeField}
          types={types}
          chosen={type}
          service={ticket?.serviceCode}
          onChoose={(chosen) => {
            if (chosen.code !== said.typeCode)
              change({ typeCode: chosen.code, form: {}, inHand: [], passedOver: {} });
            goOn("customer");
          }}
        />
        <Segmented
          aria-label={t("channel")}
          value={said.channel}
          onChange={(channel) => change({ channel })}
          options={(["counter", "phone"] as const).map((value) => ({ value, label: channelName(value) }))}
        />
      </header>
      {intake.accepted ? (
        <AcceptedPanel accepted={intake.accepted} onNext={next} />
      ) : !type ? (
        <div className="order-nothing">
          <Icon name="paper" size={44} />
          <h2>{t("first")}</h2>
          <p>{t("firstMore")}</p>
        </div>
      ) : (
        <>
          <div className="intake-columns">
            <div className="intake-left">
              <CustomerPart
                customerId={said.customerId}
                accountId={said.accountId}
                needsAccount={type.needsAccount}
                field={customerField}
                onCustomer={(customerId) => {
                  change({ customerId, accountId: undefined });
                  if (!customerId) requestAnimationFrame(() => customerField.current?.focus());
                }}
                onAccount={(accountId) => change({ accountId })}
                onStranger={({ name }) => change({ contactName: name })}
                onDone={() => goOn("form")}
              />
              <Part title={t("form")}>
                <div className="intake-form">
                  <FormFields
                    key={type.code}
                    fields={intake.form?.fields ?? []}
                    values={said.form}
                    errors={intake.errors}
                    onChange={intake.fill}
                    customerId={said.customerId ?? null}
                    folds
                  />
                </div>
              </Part>
              <Part title={t("contact")}>
                <ContactPart said={said} type={type} onChange={change} />
              </Part>
            </div>
            <div className="intake-right" aria-busy={intake.preview.isFetching}>
              <Checks intake={intake} />
            </div>
          </div>
          <footer className="intake-foot">
            {intake.refusal !== undefined && (
              <Alert type="error" showIcon title={pick(problemWords(intake.refusal))} />
            )}
            <span className="intake-blocked" role="status">
              {acceptAction.blocked}
            </span>
            <ActionButton action={acceptAction} type="primary" size="large" pending={intake.isSending} />
          </footer>
        </>
      )}
    </section>
  );
}

function Checks({ intake }: { intake: Intake }) {
  const { preview, checked, findings, said, change } = intake;
  if (!checked)
    return preview.error ? (
      <Failed error={preview.error} onAgain={() => void preview.refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 8 }} />
    );
  return (
    <>
      <Findings
        findings={findings}
        passedOver={said.passedOver}
        onPass={(code, reason) => change({ passedOver: { ...said.passedOver, [code]: reason } })}
      />
      <PapersChecklist
        papers={intake.papers}
        standings={intake.standings}
        inHand={said.inHand}
        onChange={(inHand) => change({ inHand })}
      />
      <Promises promises={checked.promises} />
      <Similar similar={checked.similar} />
    </>
  );
}
