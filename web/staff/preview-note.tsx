/** In the top bar while a role is previewed: which one, where, until when, and the way back. */
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useEffect, useState } from "react";
import { endPreview, type Me } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { stopwatch, useNow } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";

const t = defineWords({
  preview: ["预览：{role}", "Preview: {role}"],
  only: ["只能查看", "read only"],
  left: ["还剩 {time}", "{time} left"],
  end: ["结束预览", "End preview"],
  look: ["看哪个界面", "Which surface"],
  desk: ["服务台", "Desk"],
  guide: ["引导台", "Guide"],
  manage: ["全景桌面", "Manage"],
});
const surfaces = ["desk", "guide", "manage"] as const;

type Preview = NonNullable<Me["preview"]>;

/** Ends it and draws the page anew: nothing of the previewed role's stays in it. */
export function EndPreview() {
  const queries = useQueryClient();
  const [ending, setEnding] = useState(false);
  const end = () => {
    setEnding(true);
    const again = () => {
      queries.clear();
      location.reload();
    };
    void call(endPreview, { body: {} }).then(again, again);
  };
  return (
    <Button size="small" loading={ending} onClick={end}>
      {t("end")}
    </Button>
  );
}

/** Counts down from what the server said, by the machine's running time: its clock may be wrong. */
function useLeft(seconds: number): number {
  const [end] = useState(() => performance.now() + seconds * 1_000);
  useNow();
  return Math.max(0, Math.ceil((end - performance.now()) / 1_000));
}

export function PreviewNote({ role, unitName, leftSeconds, roleName }: Preview) {
  const left = useLeft(leftSeconds);
  useEffect(() => {
    // It has ended by itself: this page is the administrator's own again.
    if (left === 0) location.reload();
  }, [left]);
  const items = surfaces.map((name) => ({ key: name, label: <a href={`/${name}/`}>{t(name)}</a> }));
  return (
    <div className="preview-note" role="status" data-role={role}>
      <strong>{t("preview", { role: pick(roleName) })}</strong>
      <span className="preview-where">{pick(unitName)}</span>
      <em>{t("only")}</em>
      <span className="num">{t("left", { time: stopwatch(left) })}</span>
      <Dropdown menu={{ items }} trigger={["click"]}>
        <Button size="small" className="preview-look">
          {t("look")}
        </Button>
      </Dropdown>
      <EndPreview />
    </div>
  );
}
