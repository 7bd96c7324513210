/** What a step between signing in and working stands in: who it is for, why, and a way out. */
import { Button } from "antd";
import type { ReactNode } from "react";
import { Mark } from "../parts/icons.tsx";
import { defineWords } from "../parts/words.ts";
import { LanguageSwitch } from "./language-switch.tsx";

const t = defineWords({ leave: ["退出登录", "Sign out"] });

type Props = { name: string; title: string; why: string; onLeave: () => void; children: ReactNode };

export function StepFrame({ name, title, why, onLeave, children }: Props) {
  return (
    <main className="sign-in">
      <aside className="sign-in-side" aria-hidden="true">
        <Mark size={72} />
        <strong>明窗</strong>
      </aside>
      <section className="sign-in-panel">
        <header>
          <span className="sign-in-surface">{name}</span>
          <LanguageSwitch />
        </header>
        <h1>{title}</h1>
        <p className="sign-in-why">{why}</p>
        {children}
        <Button type="link" block onClick={onLeave}>
          {t("leave")}
        </Button>
      </section>
    </main>
  );
}
