/** The head of the phone pages: whose page, language, large type; and the strip that tells of a lost network. */
import { type ReactNode, useEffect, useState } from "react";
import { Icon, Mark } from "../parts/icons.tsx";
import { defineWords, setLanguage, useLanguage } from "../parts/words.ts";

const t = defineWords({
  other: ["EN", "中文"],
  otherName: ["Switch to English", "切换到中文"],
  elderOn: ["大字版", "Large"],
  elderOff: ["标准版", "Standard"],
  lost: ["网络不通，正在重连；显示的是断线前的内容", "No connection, retrying; this is the last known state"],
});

const store = "mingchuang.my.elder";

type Props = {
  title: string;
  isLost: boolean;
  /** Large type unless this phone's owner has chosen otherwise. */
  asksLarge?: boolean;
  children: ReactNode;
};

export function Frame({ title, isLost, asksLarge = false, children }: Props) {
  const language = useLanguage();
  const [chosen, setChosen] = useState(() => localStorage.getItem(store));
  const elder = chosen === null ? asksLarge : chosen === "on";
  useEffect(() => {
    document.documentElement.dataset.elder = elder ? "on" : "off";
  }, [elder]);
  const choose = (choice: "on" | "off") => {
    localStorage.setItem(store, choice);
    setChosen(choice);
  };
  return (
    <div className="plain my">
      <header className="my-top">
        <Mark size="2rem" />
        <h1>{title}</h1>
        <button type="button" aria-pressed={elder} onClick={() => choose(elder ? "off" : "on")}>
          <Icon name="eye" /> {elder ? t("elderOff") : t("elderOn")}
        </button>
        <button
          type="button"
          lang={language === "zh" ? "en" : "zh-CN"}
          aria-label={t("otherName")}
          onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
        >
          {t("other")}
        </button>
      </header>
      {isLost && (
        <p className="my-lost" role="status">
          <Icon name="offline" /> {t("lost")}
        </p>
      )}
      <main>{children}</main>
    </div>
  );
}
