/** Papers that were issued for the order (单据): to read and print, whether they are signed, and what can be issued now. */

import { useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import type { IssuedLine } from "../../../../contracts/orders/issued.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { Icon } from "../../../parts/icons.tsx";
import { localDay } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { Nothing, Part, Shown } from "../../customers/states.tsx";
import { issuedKey, useIssued } from "./issued-queries.ts";
import { deliveryWords } from "./issued-words.ts";
import { LegalActDialog } from "./legal-act-dialog.tsx";
import { PaperPreview } from "./paper-preview.tsx";

const t = defineWords({
  title: ["单据", "Issued papers"],
  none: ["还没有出具单据", "Nothing issued yet"],
  issue: ["出具", "Issue"],
  version: ["{day} · 第 {n} 版", "{day}, version {n}"],
  signed: ["{name} 已签", "signed by {name}"],
  invalid: ["签名已失效", "signature no longer valid"],
  unsigned: ["待签", "to be signed"],
  outdated: ["旧版", "old version"],
  onPad: ["在 {window} 号窗口评价器上", "on the pad of window {window}"],
  late: ["{what}逾期", "{what} is late"],
  signature: ["签名", "signature"],
  delivery: ["送达", "delivery"],
});

type Open = { issue: PaperTemplate } | { paperId: string };

export function IssuedPart({ page }: { page: OrderPage }) {
  const orderId = page.order.id;
  const asked = useIssued(page);
  const cache = useQueryClient();
  const [isAct, setAct] = useState(false);
  const mayIssue = useMe().capabilities.includes("orders.work");
  const [open, setOpen] = useState<Open>();
  const templates = asked.data?.templates ?? [];
  if (!page.can.readPapers) return null;
  return (
    <Part
      title={t("title")}
      count={asked.data?.papers.length}
      extra={
        mayIssue &&
        templates.length > 0 && (
          <Dropdown
            trigger={["click"]}
            placement="bottomRight"
            menu={{
              items: templates
                .toSorted((one, other) => Number(other.isSuggested) - Number(one.isSuggested))
                .map(({ template, name, missing }) => ({
                  key: template,
                  label: missing ? (
                    <>
                      {pick(name)} <small className="order-blocked">{pick(missing)}</small>
                    </>
                  ) : (
                    pick(name)
                  ),
                  disabled: missing !== null,
                  onClick: () => (template === "legal-act" ? setAct(true) : setOpen({ issue: template })),
                })),
            }}
          >
            <Button size="small">{t("issue")} ▾</Button>
          </Dropdown>
        )
      }
    >
      <Shown asked={asked} rows={2}>
        {({ papers }) =>
          papers.length === 0 ? (
            <Nothing>{t("none")}</Nothing>
          ) : (
            <ul className="order-papers">
              {papers.map((paper) => (
                <li key={paper.id}>
                  <Icon name="paper" />
                  <div>
                    <button
                      type="button"
                      className="order-link"
                      onClick={() => setOpen({ paperId: paper.id })}
                    >
                      {pick(paper.title)}
                    </button>
                    <small>
                      {[
                        t("version", { day: localDay(paper.issuedAt), n: paper.version }),
                        paper.isOutdated && t("outdated"),
                        ...paper.slots.map(({ label, signerName, isValid }) =>
                          signerName
                            ? isValid
                              ? t("signed", { name: signerName })
                              : t("invalid")
                            : `${pick(label)} ${t("unsigned")}`,
                        ),
                        paper.ask?.state === "asked" && t("onPad", { window: paper.ask.windowNumber }),
                        deliveriesOf(paper),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </small>
                    {paper.waits
                      .filter(({ isOver }) => isOver)
                      .map(({ kind }) => (
                        <small key={kind} className="tone-bad">
                          {t("late", { what: t(kind) })}
                        </small>
                      ))}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {open && <PaperPreview order={page.order} {...open} onClose={() => setOpen(undefined)} />}
      {isAct && (
        <LegalActDialog
          orderId={orderId}
          onIssued={({ line }) => {
            void cache.invalidateQueries({ queryKey: issuedKey(orderId) });
            setOpen({ paperId: line.id });
          }}
          onClose={() => setAct(false)}
        />
      )}
    </Part>
  );
}

const deliveriesOf = ({ deliveries }: IssuedLine): string => {
  const last = deliveries.at(-1);
  return last ? `${deliveryWords(last)} ${last.toName}` : "";
};
