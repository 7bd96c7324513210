/** The customers' part of the desk: the panel beside the queue, the archive over it, their keys and dialogs. */
import { Segmented, Skeleton } from "antd";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import type { Desk } from "../../../contracts/hall.ts";
import { defineWords } from "../../parts/words.ts";
import type { Action } from "../../staff/action.ts";
import { Keys } from "../../staff/keys.tsx";
import { useRoute } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import type { DeskCommands } from "../commands.ts";
import { SidePanel } from "../side-panel.tsx";
import { customerActions, type PanelHandles } from "./actions.ts";
import { type PanelView, useDeskCustomer } from "./use-desk-customer.ts";

// The first paint does not need them; they come right after it, before the first number can be called.
const loadPanel = () => import("./panel.tsx").then(({ CustomerPanel }) => ({ default: CustomerPanel }));
const Panel = lazy(loadPanel);
const Archive = lazy(() =>
  import("./archive/archive-page.tsx").then(({ ArchivePage }) => ({ default: ArchivePage })),
);
const RecordContact = lazy(() =>
  import("./record-contact.tsx").then(({ RecordContact }) => ({ default: RecordContact })),
);

const t = defineWords({
  shown: ["客户或今天", "Customer or the day"],
  customer: ["客户", "Customer"],
  today: ["今天", "Today"],
  alerts: ["{n} 条预警", "{n} alerts"],
});

type Input = {
  desk: Desk;
  commands: DeskCommands;
  run: (name: string, work: () => Promise<unknown>) => Promise<unknown>;
};
type Customers = {
  panel: ReactNode;
  archive: ReactNode;
  dialog: ReactNode;
  actions: readonly Action[];
  /** Who is open beside the queue. */
  open: string | undefined;
};

export function useCustomers({ desk, commands, run }: Input): Customers {
  const { capabilities } = useMe();
  const { path } = useRoute();
  const panel = useDeskCustomer(desk);
  const [handles, setHandles] = useState<PanelHandles>({});
  const [recordFor, setRecordFor] = useState<string>();
  const lend = useCallback((part: Partial<PanelHandles>) => setHandles((last) => ({ ...last, ...part })), []);
  const mayRecognise = capabilities.includes("customers.recognise");
  useEffect(() => {
    if (mayRecognise) void loadPanel().catch(() => {});
  }, [mayRecognise]);
  if (!mayRecognise) {
    return { panel: <SidePanel desk={desk} />, archive: null, dialog: null, actions: [], open: undefined };
  }

  const isArchiveOpen = path[0] === "customers";
  const mayEdit = capabilities.includes("customers.edit");
  const actions = customerActions({
    panel,
    handles,
    mayEdit,
    isArchiveOpen,
    archiveOf: isArchiveOpen ? customerIn(path) : undefined,
    record: setRecordFor,
  });
  const { ticket } = desk;
  return {
    open: panel.open,
    actions: Object.values(actions),
    panel: (
      <div className="desk-panel">
        <Suspense fallback={<SidePanel desk={desk} />}>
          <Panel
            ticket={ticket}
            panel={panel}
            actions={actions}
            lend={lend}
            mayCreate={mayEdit}
            onBind={(customerId) => {
              if (ticket) void run("customer", () => commands.setCustomer(ticket.id, customerId));
            }}
            switcher={
              <PanelSwitch
                desk={desk}
                view={panel.view}
                onShow={panel.show}
                keys={actions.switchPanel.keys}
              />
            }
            day={<SidePanel desk={desk} />}
          />
        </Suspense>
      </div>
    ),
    archive: isArchiveOpen ? (
      <Suspense fallback={<Skeleton active className="desk-loading" paragraph={{ rows: 12 }} />}>
        <Archive
          path={path.slice(1)}
          actions={actions}
          recent={panel.recent}
          remember={panel.remember}
          lend={lend}
        />
      </Suspense>
    ) : null,
    dialog: recordFor ? (
      <Suspense>
        <RecordContact customerId={recordFor} onClose={() => setRecordFor(undefined)} />
      </Suspense>
    ) : null,
  };
}

const customerIn = ([, id]: readonly string[]) => (id && id !== "new" ? id : undefined);

type SwitchProps = { desk: Desk; view: PanelView; onShow: (view: PanelView) => void; keys: string };

function PanelSwitch({ desk, view, onShow, keys }: SwitchProps) {
  const open = desk.alerts.filter(({ closedAt }) => closedAt === null).length;
  return (
    <div className="panel-switch">
      <Segmented<PanelView>
        aria-label={t("shown")}
        value={view}
        onChange={onShow}
        options={[
          { value: "customer", label: t("customer") },
          {
            value: "today",
            label: (
              <span title={open > 0 ? t("alerts", { n: open }) : undefined}>
                {t("today")} {open > 0 && <b className="alert-count">{open}</b>}
              </span>
            ),
          },
        ]}
      />
      <Keys keys={keys} />
    </div>
  );
}
