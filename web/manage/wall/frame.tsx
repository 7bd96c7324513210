/** What both walls share: the dark look, the full screen, the clock. */
import { CompressOutlined, ExpandOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button, ConfigProvider, type ThemeConfig, theme } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Live } from "../../parts/live.ts";
import { clockSeconds, longDay, useNow } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import "./wall.css";
import { t } from "./words.ts";

/** Not inherited: the page's own ink is for light paper. */
const darkTheme: ThemeConfig = {
  inherit: false,
  cssVar: { key: "wall-dark" },
  algorithm: theme.darkAlgorithm,
  token: {
    colorPrimary: "#46d3b5",
    colorPrimaryHover: "#7fe5d0",
    colorTextBase: "#eaf2fa",
    colorBgBase: "#0f1d2c",
    colorTextLightSolid: "#04211d",
    borderRadius: 8,
    fontFamily: "inherit",
  },
};

const darkKey = "mingchuang.wall.dark";

type Props = {
  readonly look: "wall-full" | "wall-many";
  readonly status: Live<unknown>["status"];
  readonly head: ReactNode;
  readonly children: (dark: boolean) => ReactNode;
};

export function WallFrame({ look, status, head, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [dark, setDark] = useState(() => localStorage.getItem(darkKey) === "yes");
  const full = useFullScreen();
  const toggleDark = () => {
    localStorage.setItem(darkKey, dark ? "no" : "yes");
    setDark(!dark);
  };
  const toggleFull = () =>
    void (full ? document.exitFullscreen() : box.current?.requestFullscreen({ navigationUI: "hide" }));
  return (
    <ConfigProvider
      theme={dark ? darkTheme : {}}
      getPopupContainer={() => (full ? (box.current ?? document.body) : document.body)}
    >
      <div ref={box} className={`wall ${look} ${dark ? "dark" : ""}`} data-status={status}>
        <header className="wall-panel wall-top">
          {head}
          <Clock />
          <div className="wall-tools">
            <Button icon={dark ? <SunOutlined /> : <MoonOutlined />} onClick={toggleDark}>
              {dark ? t("light") : t("dark")}
            </Button>
            <Button icon={full ? <CompressOutlined /> : <ExpandOutlined />} onClick={toggleFull}>
              {full ? t("leaveFull") : t("fullScreen")}
            </Button>
          </div>
        </header>
        {status === "lost" && (
          <div className="wall-banner" role="status">
            {t("lost")}
          </div>
        )}
        {children(dark)}
      </div>
    </ConfigProvider>
  );
}

function Clock() {
  const now = useNow();
  return (
    <div className="wall-time">
      <div className="wall-clock">{clockSeconds(now)}</div>
      <div className="hours">{longDay(now)}</div>
    </div>
  );
}

function useFullScreen(): boolean {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  return full;
}

/** The wall before its first state has come, or when it is refused. */
export function WallWaiting({ live }: { live: Live<unknown> }) {
  return (
    <div className="wall">
      <p className="wall-quiet" role="status">
        {live.problem ? pick(live.problem) : t("connecting")}
      </p>
    </div>
  );
}
