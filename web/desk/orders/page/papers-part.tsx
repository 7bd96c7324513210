/** The order's papers: owed, received or waived; a paper that the archive has is used again, a new one goes there. */
import { Button, Dropdown } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import { type OrderPage, settlePaper } from "../../../../contracts/orders/page.ts";
import type { OrderPaper } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { AskReason } from "../../../staff/ask-reason.tsx";
import { reportProblem } from "../../../staff/problems.tsx";
import { useMe } from "../../../staff/session.tsx";
import { useDocuments } from "../../customers/documents/queries.ts";
import { Nothing, Part } from "../../customers/states.tsx";
import { paperStateName } from "../words.ts";

const AddDocument = lazy(() =>
  import("../../customers/documents/add-document.tsx").then(({ AddDocument }) => ({ default: AddDocument })),
);

const t = defineWords({
  title: ["资料", "Papers"],
  none: ["这种业务不需要资料", "This kind of order needs no papers"],
  due: ["“{step}”前补齐", "before “{step}”"],
  reminded: ["已提醒 {n} 次", "reminded {n} times"],
  settle: ["登记", "Settle"],
  settleOf: ["登记“{name}”", "Settle “{name}”"],
  seen: ["已核对原件", "Original seen"],
  reuse: ["用档案中的 {name}（{day}）", "Use {name} of the archive ({day})"],
  upload: ["上传…", "Upload…"],
  waive: ["免交…", "Waive…"],
  waiveOf: ["免交“{name}”", "Waive “{name}”"],
});

export function PapersPart({ page }: { page: OrderPage }) {
  const { papers, order } = page;
  const { capabilities } = useMe();
  const mayWork =
    capabilities.includes("orders.work") && (order.state === "open" || order.state === "suspended");
  const owed = papers.filter(({ state }) => state === "owed").length;
  return (
    <Part title={t("title")} count={owed}>
      {papers.length === 0 ? (
        <Nothing>{t("none")}</Nothing>
      ) : (
        <ul className="order-papers">
          {papers.map((paper) => (
            <li key={paper.code} className={`is-${paper.state}`}>
              <Icon name={paper.state === "owed" ? "alert" : "check"} />
              <div>
                {pick(paper.name)}
                <small>
                  {[
                    paper.state === "owed" && paper.dueStep && t("due", { step: pick(paper.dueStep) }),
                    paper.reminders > 0 && t("reminded", { n: paper.reminders }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </div>
              <span className="order-paper-state">{paperStateName(paper.state)}</span>
              {mayWork && paper.state === "owed" && (
                <SettleMenu orderId={order.id} customerId={order.customerId} paper={paper} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

type MenuProps = { orderId: string; customerId: string | null; paper: OrderPaper };

function SettleMenu({ orderId, customerId, paper }: MenuProps) {
  const { capabilities } = useMe();
  const [isWaiving, setWaiving] = useState(false);
  const [files, setFiles] = useState<readonly File[]>();
  const input = useRef<HTMLInputElement>(null);
  const mayLook = customerId !== null && capabilities.includes("customers.documents.read");
  const mayAdd = customerId !== null && capabilities.includes("customers.documents.add");
  const settle = (state: "received" | "waived", documentId: string | null, reason = "") =>
    call(settlePaper, { params: { orderId }, body: { code: paper.code, state, documentId, reason } });
  const received = (documentId: string | null) => void settle("received", documentId).catch(reportProblem);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={({ target }) => setFiles([...(target.files ?? [])])}
      />
      <Choices
        customerId={mayLook ? customerId : null}
        paper={paper}
        onSeen={() => received(null)}
        onReuse={received}
        onUpload={mayAdd ? () => input.current?.click() : undefined}
        onWaive={paper.neverWaived ? undefined : () => setWaiving(true)}
      />
      {files && customerId && (
        <Suspense>
          <Uploading
            customerId={customerId}
            files={files}
            onKept={received}
            onClose={() => setFiles(undefined)}
          />
        </Suspense>
      )}
      {isWaiving && (
        <AskReason
          title={t("waiveOf", { name: pick(paper.name) })}
          onSave={(reason) => settle("waived", null, reason)}
          onClose={() => setWaiving(false)}
        />
      )}
    </>
  );
}

type ChoicesProps = {
  customerId: string | null;
  paper: OrderPaper;
  onSeen: () => void;
  onReuse: (documentId: string) => void;
  onUpload: (() => void) | undefined;
  onWaive: (() => void) | undefined;
};

function Choices({ customerId, paper, onSeen, onReuse, onUpload, onWaive }: ChoicesProps) {
  const documents = useArchivePapers(customerId);
  const items = [
    { key: "seen", label: t("seen"), onClick: onSeen },
    ...documents
      .filter(({ state, standing }) => state === "current" && standing !== "expired")
      .map(({ id, typeName, addedAt }) => ({
        key: id,
        label: t("reuse", { name: pick(typeName), day: addedAt.slice(0, 10) }),
        onClick: () => onReuse(id),
      })),
    ...(onUpload ? [{ key: "upload", label: t("upload"), onClick: onUpload }] : []),
    ...(onWaive ? [{ key: "waive", label: t("waive"), onClick: onWaive }] : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button size="small" aria-label={t("settleOf", { name: pick(paper.name) })}>
        {t("settle")} ▾
      </Button>
    </Dropdown>
  );
}

/** Nothing is asked while there is no customer, or no right to look. */
function useArchivePapers(customerId: string | null) {
  const { data } = useDocuments(customerId ?? "", false, customerId !== null);
  return data?.documents ?? [];
}

type UploadingProps = {
  customerId: string;
  files: readonly File[];
  onKept: (documentId: string) => void;
  onClose: () => void;
};

/** The archive's own dialog; what is new there afterwards is the paper. */
function Uploading({ customerId, files, onKept, onClose }: UploadingProps) {
  const { data, refetch } = useDocuments(customerId, false);
  const before = useRef<ReadonlySet<string>>(undefined);
  if (!data) return null;
  before.current ??= new Set(data.documents.map(({ id }) => id));
  const close = async () => {
    const { data: after } = await refetch();
    const fresh = after?.documents.find(({ id }) => !before.current?.has(id));
    if (fresh) onKept(fresh.id);
    onClose();
  };
  return (
    <AddDocument customerId={customerId} types={data.types} files={files} onClose={() => void close()} />
  );
}
