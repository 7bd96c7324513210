/** The week's roster: who is planned at which window, when. */
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { App, Button, Space } from "antd";
import { type ReactNode, useState } from "react";
import { copyRosterWeek, getHallSetup, getRoster } from "../../../contracts/hall.ts";
import { today } from "../../staff/day-picker.tsx";
import { useAsk, useCommand } from "../../staff/query.ts";
import type { Route } from "../../staff/router.ts";
import { WithHall } from "../parts/hall-choice.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { mondayOf, useRosterWeek } from "./queries.ts";
import { type Cell, ShiftForm } from "./shift-form.tsx";
import { WeekGrid } from "./week-grid.tsx";
import { t } from "./words.ts";

export function RosterPage({ route }: { route: Route }) {
  return (
    <WithHall route={route}>
      {(hallId, choice) => <HallRoster key={hallId} hallId={hallId} choice={choice} />}
    </WithHall>
  );
}

function HallRoster({ hallId, choice }: { hallId: string; choice: ReactNode }) {
  const may = useMay();
  const { message } = App.useApp();
  const [monday, setMonday] = useState(() => mondayOf(today()));
  const [cell, setCell] = useState<Cell>();
  const week = useRosterWeek(hallId, monday);
  const setup = useAsk(getHallSetup, { params: { hallId } });
  const copy = useCommand(copyRosterWeek, [getRoster]);
  const next = monday.add({ days: 7 });
  const copyOn = () =>
    copy.mutate(
      { params: { hallId }, body: { from: monday.toString(), to: next.toString() } },
      {
        onSuccess: ({ shifts }) => {
          message.success(t("copied", { n: shifts }));
          setMonday(next);
        },
      },
    );
  const mayPlan = may("hall.configure");
  const tools = (
    <>
      {choice}
      <Space.Compact>
        <Button
          icon={<LeftOutlined />}
          aria-label={t("before")}
          onClick={() => setMonday(monday.subtract({ days: 7 }))}
        />
        <Button onClick={() => setMonday(mondayOf(today()))}>{t("thisWeek")}</Button>
        <Button icon={<RightOutlined />} aria-label={t("after")} onClick={() => setMonday(next)} />
      </Space.Compact>
      {mayPlan && (
        <Button type="primary" loading={copy.isPending} onClick={copyOn}>
          {t("copy")}
        </Button>
      )}
    </>
  );
  return (
    <Page title={t("title")} hint={t("hint")} tools={tools}>
      <Loaded of={setup} isEmpty={({ windows }) => windows.length === 0} empty={t("noWindows")}>
        {({ windows }) => (
          <Loaded of={week}>
            {(days) => (
              <WeekGrid
                days={days}
                windows={windows.filter(({ isClosedDown }) => !isClosedDown)}
                {...(mayPlan && { onPick: setCell })}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      {cell && <ShiftForm hallId={hallId} cell={cell} onClose={() => setCell(undefined)} />}
    </Page>
  );
}
