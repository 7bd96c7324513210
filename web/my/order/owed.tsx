/** Papers that are still wanted: photographed or chosen on the phone, side by side where a paper has two. */
import { useId, useRef, useState } from "react";
import { type MyOrderView, sendMyPaper } from "../../../contracts/orders/my.ts";
import { Icon } from "../../parts/icons.tsx";
import { freshId } from "../../parts/ids.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { upload } from "../../parts/upload.ts";
import { pick } from "../../parts/words.ts";
import { t } from "./words.ts";

type Wanted = MyOrderView["owed"][number];
type Side = Wanted["sides"][number];

export function Owed({ view: { owed } }: { view: MyOrderView }) {
  if (owed.length === 0) return null;
  return (
    <section className="my-card my-owed">
      <h2>
        <Icon name="paper" /> {t("owed")}
      </h2>
      <ul>
        {owed.map((wanted) => (
          <OwedPaper key={wanted.code} wanted={wanted} />
        ))}
      </ul>
    </section>
  );
}

function OwedPaper({ wanted: { code, name, before, sides, needsExpiry, canSend } }: { wanted: Wanted }) {
  const [files, setFiles] = useState<Partial<Record<Side, File>>>({});
  const [expiresOn, setExpires] = useState("");
  const [isLongTerm, setLongTerm] = useState(false);
  const [progress, setProgress] = useState<number>();
  const [error, setError] = useState<unknown>();
  // One key for each side's picture: sent again after a lost connection it is the same one.
  const keys = useRef<Partial<Record<Side, string>>>({});
  const id = useId();
  const isReady = sides.every((side) => files[side]) && (!needsExpiry || isLongTerm || expiresOn !== "");

  async function send(): Promise<void> {
    setError(undefined);
    try {
      for (const side of sides) {
        const file = files[side];
        if (!file) continue;
        keys.current[side] ??= freshId();
        const query = {
          name: file.name || "photo.jpg",
          code,
          side,
          longTerm: isLongTerm ? ("yes" as const) : ("no" as const),
          ...(expiresOn && !isLongTerm ? { expiresOn } : {}),
        };
        setProgress(0);
        await upload(sendMyPaper, { query }, file, { key: keys.current[side], onProgress: setProgress });
      }
    } catch (problem) {
      setError(problem);
      keys.current = {};
    }
    setProgress(undefined);
  }

  return (
    <li>
      <p>
        <strong>{pick(name)}</strong>
      </p>
      {before && <p className="my-soft">{t("before", { step: pick(before) })}</p>}
      {!canSend && <p className="my-soft">{t("atCounter")}</p>}
      {canSend && (
        <>
          <div className="my-owed-sides">
            {sides.map((side) => (
              <label key={side} className={files[side] ? "chosen" : ""}>
                <Icon name={files[side] ? "check" : "paper"} /> {t(side)}
                {files[side] && <small>{files[side].name}</small>}
                <input
                  type="file"
                  accept="image/jpeg,image/png,image/webp,image/heic,application/pdf"
                  onChange={({ target }) => {
                    keys.current[side] = freshId();
                    setFiles({ ...files, [side]: target.files?.[0] });
                  }}
                />
              </label>
            ))}
          </div>
          {needsExpiry && (
            <div className="my-owed-expiry">
              <label htmlFor={id}>{t("expires")}</label>
              <input
                id={id}
                type="date"
                value={expiresOn}
                disabled={isLongTerm}
                onChange={({ target }) => setExpires(target.value)}
              />
              <label>
                <input
                  type="checkbox"
                  checked={isLongTerm}
                  onChange={({ target }) => setLongTerm(target.checked)}
                />{" "}
                {t("longTerm")}
              </label>
            </div>
          )}
          <button type="button" className="main" disabled={!isReady || progress !== undefined} onClick={send}>
            {progress === undefined ? t("sendAll") : t("sending", { n: Math.round(progress * 100) })}
          </button>
          <ProblemNote error={error} />
        </>
      )}
    </li>
  );
}
