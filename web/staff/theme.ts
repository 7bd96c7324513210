/** Ant Design in the colours of `web/parts/theme.css` (it computes shades, so it needs them as values): dense enough for a working day, large enough to read. */
import type { ThemeConfig } from "antd";

/**
 * Whoever asked the system for less movement gets dialogs and menus at once (WCAG 2.1, 2.3.3). Not by `motion: false`: a dialog
 * without any movement is focused before it is in the page, and its cross has the focus in place of its first field.
 */
const wantsCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const durations = wantsCalm
  ? { motionDurationFast: "0.01s", motionDurationMid: "0.01s", motionDurationSlow: "0.01s" }
  : { motionDurationMid: "0.12s", motionDurationSlow: "0.18s" };

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
    ...durations,
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    Modal: { titleFontSize: 18 },
  },
};
