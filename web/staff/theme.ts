/** Ant Design in the colours of `web/parts/theme.css` (it computes shades, so it needs them as values): dense enough for a working day, large enough to read. */
import type { ThemeConfig } from "antd";

export const staffTheme: ThemeConfig = {
  // The key becomes a class on every Ant Design element: it must not be a class of ours.
  cssVar: { key: "antd-theme" },
  hashed: false,
  token: {
    colorPrimary: "#00726a",
    colorInfo: "#1d5fa8",
    colorSuccess: "#1a7f37",
    colorWarning: "#b45309",
    colorError: "#b42318",
    colorLink: "#00726a",
    colorText: "#12302c",
    colorTextSecondary: "#45605b",
    colorTextTertiary: "#5c746f",
    colorTextPlaceholder: "#5f6e6a",
    colorBorder: "#c3d3cf",
    colorBorderSecondary: "#d3e0dc",
    colorBgLayout: "#eef4f2",
    borderRadius: 8,
    fontFamily: "var(--font)",
    fontSize: 14,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.18s",
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    Modal: { titleFontSize: 18 },
  },
};
