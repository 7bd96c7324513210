/** The bar at the top of every staff surface: where one is, who one is, language, sign-out. */
import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { Icon, Mark } from "../parts/icons.tsx";
import { clockTime, longDay, useNow } from "../parts/time.ts";
import { defineWords } from "../parts/words.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { PreviewNote } from "./preview-note.tsx";
import { useMe, useSignOut } from "./session.tsx";

const t = defineWords({
  signOut: ["退出登录", "Sign out"],
  start: ["全部入口", "All surfaces"],
  account: ["{name}，账户菜单", "{name}, account menu"],
  number: ["工号 {number}", "No. {number}"],
});

type Props = {
  title: string;
  /** The hall, the window: what this page is about. */
  place?: ReactNode;
  /** Whatever the surface puts on the right, before the clock. */
  children?: ReactNode;
};

export function TopBar({ title, place, children }: Props) {
  const me = useMe();
  const signOut = useSignOut();
  const items = [
    { key: "start", label: <a href="/">{t("start")}</a> },
    { key: "out", label: t("signOut"), icon: <Icon name="leave" />, onClick: signOut },
  ];
  return (
    <header className="top-bar" data-preview={me.preview ? "on" : undefined}>
      <a href="/" className="top-bar-mark" aria-label={t("start")}>
        <Mark size={28} />
      </a>
      <h1>{title}</h1>
      <div className="top-bar-place">
        {me.preview && <PreviewNote {...me.preview} />}
        {place}
      </div>
      <div className="top-bar-tools">
        {children}
        <Clock />
        <LanguageSwitch />
        <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
          <Button type="text" aria-label={t("account", { name: me.name })} className="top-bar-me">
            <Icon name="person" />
            <span>{me.name}</span>
            <small>{t("number", { number: me.staffNumber })}</small>
          </Button>
        </Dropdown>
      </div>
    </header>
  );
}

function Clock() {
  const now = useNow();
  return (
    <time className="top-bar-clock" title={longDay(now)}>
      {clockTime(now)}
    </time>
  );
}
