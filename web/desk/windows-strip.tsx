/** The other windows at a glance: who is where, with which number. */
import type { WindowBoard } from "../../contracts/hall.ts";
import { defineWords, pick } from "../parts/words.ts";
import { windowStateName } from "../staff/ticket-words.tsx";

const t = defineWords({ windows: ["各窗口", "Windows"], own: ["本窗口", "Yours"] });

export function WindowsStrip({ windows, own }: { windows: readonly WindowBoard[]; own: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways in a large hall
    <ul className="windows-strip" aria-label={t("windows")} tabIndex={0}>
      {windows.map((window) => (
        <li key={window.id} className={`is-${window.state}`} aria-current={window.id === own || undefined}>
          <b>{window.number}</b>
          <span>
            <strong>{window.ticket?.number ?? windowStateName(window.state)}</strong>
            <small>{window.id === own ? t("own") : (window.staff?.name ?? pick(window.name))}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
