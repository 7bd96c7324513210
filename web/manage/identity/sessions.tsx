/** Where somebody is signed in, and how to end it: one's own, or (security administrator) another's. */
import { Button, Table, Tag } from "antd";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import {
  endMySession,
  endStaffSession,
  endStaffSessions,
  listMySessions,
  listStaffSessions,
} from "../../../contracts/identity.ts";
import { dayAndTime } from "../../parts/time.ts";
import { useAsk, useCommand } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./words.ts";

type Session = ResultOf<typeof listMySessions>["sessions"][number];

export function MySessions() {
  const list = useAsk(listMySessions);
  const end = useCommand(endMySession, [listMySessions]);
  return (
    <Loaded of={list} isEmpty={({ sessions }) => sessions.length === 0} empty={t("noSessions")}>
      {({ sessions }) => (
        <SessionTable sessions={sessions} onEnd={(sessionId) => end.mutate({ params: { sessionId } })} />
      )}
    </Loaded>
  );
}

export function StaffSessions({ staffId }: { staffId: string }) {
  const list = useAsk(listStaffSessions, { params: { staffId } });
  const end = useCommand(endStaffSession, [listStaffSessions]);
  const endAll = useCommand(endStaffSessions, [listStaffSessions]);
  return (
    <Loaded of={list} isEmpty={({ sessions }) => sessions.length === 0} empty={t("noSessions")}>
      {({ sessions }) => (
        <>
          <SessionTable
            sessions={sessions}
            onEnd={(sessionId) => end.mutate({ params: { staffId, sessionId } })}
          />
          <Button
            danger
            loading={endAll.isPending}
            onClick={() => endAll.mutate({ params: { staffId } })}
            style={{ marginTop: 12 }}
          >
            {t("endAll")}
          </Button>
        </>
      )}
    </Loaded>
  );
}

type Props = { sessions: Session[]; onEnd: (sessionId: string) => void };

function SessionTable({ sessions, onEnd }: Props) {
  return (
    <Table
      rowKey="sessionId"
      size="small"
      pagination={false}
      dataSource={sessions}
      columns={[
        { title: t("device"), dataIndex: "userAgent", render: browserOf, ellipsis: true },
        { title: t("ip"), dataIndex: "ip", className: "num" },
        { title: t("signedInAt"), dataIndex: "signedInAt", className: "num", render: dayAndTime },
        { title: t("lastSeenAt"), dataIndex: "lastSeenAt", className: "num", render: dayAndTime },
        {
          key: "do",
          width: 90,
          render: (_, { sessionId, current }) =>
            current ? (
              <Tag color="green">{t("thisOne")}</Tag>
            ) : (
              <Button size="small" danger onClick={() => onEnd(sessionId)}>
                {t("end")}
              </Button>
            ),
        },
      ]}
    />
  );
}

/** The part of a browser's name that people know. */
const browserOf = (userAgent: string) =>
  /(Edg|Chrome|Firefox|Safari)\/[\d.]+/.exec(userAgent)?.[0] ?? userAgent.slice(0, 40);
