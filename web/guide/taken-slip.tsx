/** The number that was just given: large, to be read out, scanned with the phone or printed. */
import { Button, Modal } from "antd";
import { useState } from "react";
import type { Slip } from "../../contracts/hall.ts";
import { Icon } from "../parts/icons.tsx";
import { phoneAddress, Qr } from "../parts/qr.tsx";
import { waitWords } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { reportProblem } from "../staff/problems.tsx";
import type { guideCommands } from "./commands.ts";

const t = defineWords({
  title: ["已取号", "Number given"],
  late: ["预约已过时间，按普通号排队", "Late for the appointment: joins the ordinary queue"],
  ahead: ["前面 {n} 人", "{n} ahead"],
  wait: ["预计等候 {wait}", "Expected wait {wait}"],
  scan: ["请客户用手机扫码，随时看还要等多久", "Scan with the phone to follow the queue"],
  print: ["打印纸票", "Print"],
  done: ["完成", "Done"],
  reason: ["引导员出票", "Printed by the guide"],
});

export type Taken = { slip: Slip; isLate?: boolean };
type Props = {
  taken: Taken | undefined;
  commands: ReturnType<typeof guideCommands>;
  onClose: () => void;
};

export function TakenSlip({ taken, commands, onClose }: Props) {
  const [printing, setPrinting] = useState(false);
  const print = async (slip: Slip) => {
    setPrinting(true);
    try {
      // The paper is on record first: a copy nobody knows of would be a second right to the same place.
      await commands.reprint(slip.ticketId, t("reason"));
      window.print();
    } catch (error) {
      reportProblem(error);
    } finally {
      setPrinting(false);
    }
  };
  return (
    <Modal
      open={taken !== undefined}
      onCancel={onClose}
      width={680}
      title={t("title")}
      destroyOnHidden
      centered
      footer={
        taken && (
          <>
            <Button
              size="large"
              icon={<Icon name="printer" />}
              loading={printing}
              onClick={() => void print(taken.slip)}
            >
              {t("print")}
            </Button>
            <Button size="large" type="primary" onClick={onClose}>
              {t("done")}
            </Button>
          </>
        )
      }
    >
      {taken && <Paper {...taken} />}
    </Modal>
  );
}

function Paper({ slip, isLate }: Taken) {
  return (
    <div className="taken-slip">
      <div>
        <p>{pick(slip.hallName)}</p>
        <strong data-testid="taken-number">{slip.number}</strong>
        <h3>{pick(slip.serviceName)}</h3>
        {isLate && <p className="tone-warn">{t("late")}</p>}
        <p>
          {t("ahead", { n: slip.ahead })}
          {slip.wait && ` · ${t("wait", { wait: waitWords(slip.wait) })}`}
        </p>
        {slip.hint && <p>{pick(slip.hint)}</p>}
        <small>{pick(slip.missedRule)}</small>
      </div>
      <figure>
        <Qr text={phoneAddress(slip.progressPath)} label={t("scan")} />
        <figcaption>{t("scan")}</figcaption>
      </figure>
    </div>
  );
}
