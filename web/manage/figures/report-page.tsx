/** The hall's evening report: one page that can be printed and signed. */
import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { getEveningReport } from "../../../contracts/hall.ts";
import { DayPicker, today } from "../../staff/day-picker.tsx";
import { useAsk } from "../../staff/query.ts";
import type { Route } from "../../staff/router.ts";
import { WithHall } from "../parts/hall-choice.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { ReportSheet } from "./report-sheet.tsx";
import { t } from "./words.ts";

export function ReportPage({ route }: { route: Route }) {
  return (
    <WithHall route={route}>
      {(hallId, choice) => <HallReport key={hallId} hallId={hallId} choice={choice} />}
    </WithHall>
  );
}

function HallReport({ hallId, choice }: { hallId: string; choice: React.ReactNode }) {
  const [day, setDay] = useState(() => today().toString());
  const report = useAsk(getEveningReport, { params: { hallId }, query: { day } });
  const tools = (
    <>
      {choice}
      <DayPicker value={day} onChange={setDay} label={t("day")} />
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t("print")}
      </Button>
    </>
  );
  return (
    <Page title={t("report")} tools={tools}>
      <Loaded of={report}>{(data) => <ReportSheet report={data} />}</Loaded>
    </Page>
  );
}
