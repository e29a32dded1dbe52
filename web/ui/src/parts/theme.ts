// The design tokens that Ant Design needs as values; app.css holds the same ones (a test compares them).
import type { ThemeConfig } from "antd";

export const token = {
  ink: "#1f2733",
  ink2: "#4b5563",
  primary: "#1d4f91",
  red: "#cf1322",
  yellow: "#a86400",
  ground: "#f3f5f8",
  line: "#d9dfe7",
} as const;

export const antTheme: ThemeConfig = {
  hashed: false,
  cssVar: { key: "mj" },
  token: {
    colorPrimary: token.primary,
    colorInfo: token.primary,
    colorLink: token.primary,
    colorError: token.red,
    colorText: token.ink,
    colorTextDescription: token.ink2,
    colorTextPlaceholder: "#6b7280",
    colorTextDisabled: token.ink2,
    colorBgContainerDisabled: "#f6f7f9",
    colorBorder: "#b9c3d0",
    borderRadius: 3,
    fontFamily: "var(--font)",
    fontSize: 14,
    controlHeight: 34,
    motion: false,
  },
  components: { Segmented: { itemSelectedColor: token.primary, trackBg: "#e3e8ef", itemColor: token.ink2 }, Button: { primaryShadow: "none", defaultShadow: "none" } },
};
