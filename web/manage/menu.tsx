/** Which pages there are, and who sees them: one list that the menu, the addresses and the gate read. */
import {
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BarChartOutlined,
  BranchesOutlined,
  BulbOutlined,
  CalendarOutlined,
  ClockCircleOutlined,
  ContactsOutlined,
  DesktopOutlined,
  ExportOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  ImportOutlined,
  LineChartOutlined,
  LockOutlined,
  LoginOutlined,
  OrderedListOutlined,
  PauseCircleOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  ShopOutlined,
  SlidersOutlined,
  SolutionOutlined,
  SwapOutlined,
  TabletOutlined,
  TagsOutlined,
  TeamOutlined,
  TrophyOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { type ComponentType, lazy, type ReactNode } from "react";
import type { Capability } from "../../contracts/capabilities.ts";
import type { Route } from "../staff/router.ts";
import type { t } from "./words.ts";

type PageComponent = ComponentType<{ route: Route }>;
type Name = Parameters<typeof t>[0];

export type MenuPage = {
  /** The first part of the address, and the name in the words. */
  readonly name: Name;
  readonly group: Name;
  readonly icon: ReactNode;
  /** All of these must be held; none: everybody who signed in. */
  readonly needs: readonly Capability[];
  /** At least one of these, too. */
  readonly oneOf?: readonly Capability[];
  readonly page: PageComponent;
};

/** Each page is loaded when it is opened. */
const page = <K extends string>(load: () => Promise<Record<K, PageComponent>>, name: K) =>
  lazy(async () => ({ default: (await load())[name] }));

export const menuPages: readonly MenuPage[] = [
  {
    name: "wall",
    group: "live",
    icon: <DesktopOutlined />,
    needs: ["hall.floor.view"],
    page: page(() => import("./wall/wall-page.tsx"), "WallPage"),
  },
  {
    name: "figures",
    group: "analysis",
    icon: <BarChartOutlined />,
    needs: ["hall.figures.view"],
    page: page(() => import("./figures/figures-page.tsx"), "FiguresPage"),
  },
  {
    name: "report",
    group: "analysis",
    icon: <FileTextOutlined />,
    needs: ["hall.figures.view"],
    page: page(() => import("./figures/report-page.tsx"), "ReportPage"),
  },
  {
    name: "forecast",
    group: "analysis",
    icon: <LineChartOutlined />,
    needs: ["hall.floor.view"],
    page: page(() => import("./forecast/forecast-page.tsx"), "ForecastPage"),
  },
  {
    name: "halls",
    group: "setup",
    icon: <ShopOutlined />,
    needs: ["hall.floor.view", "hall.configure"],
    page: page(() => import("./setup/halls-page.tsx"), "HallsPage"),
  },
  {
    name: "roster",
    group: "setup",
    icon: <ScheduleOutlined />,
    needs: ["hall.floor.view"],
    page: page(() => import("./roster/roster-page.tsx"), "RosterPage"),
  },
  {
    name: "appointments",
    group: "setup",
    icon: <ClockCircleOutlined />,
    needs: ["hall.appointment.manage"],
    page: page(() => import("./appointments/appointments-page.tsx"), "AppointmentsPage"),
  },
  {
    name: "devices",
    group: "setup",
    icon: <TabletOutlined />,
    needs: ["identity.devices.manage"],
    page: page(() => import("./devices/devices-page.tsx"), "DevicesPage"),
  },
  {
    name: "rules",
    group: "setup",
    icon: <SlidersOutlined />,
    needs: ["catalogue.read"],
    page: page(() => import("./catalogue/rules-page.tsx"), "RulesPage"),
  },
  {
    name: "calendar",
    group: "setup",
    icon: <CalendarOutlined />,
    needs: ["catalogue.read"],
    page: page(() => import("./catalogue/calendar-page.tsx"), "CalendarPage"),
  },
  {
    name: "registers",
    group: "customers",
    icon: <ContactsOutlined />,
    needs: ["customers.register.propose"],
    page: page(() => import("./customers/registers-page.tsx"), "RegistersPage"),
  },
  {
    name: "keeping",
    group: "customers",
    icon: <FileDoneOutlined />,
    needs: ["customers.read"],
    page: page(() => import("./customers/keeping-page.tsx"), "KeepingPage"),
  },
  {
    name: "classes",
    group: "customers",
    icon: <TagsOutlined />,
    needs: ["customers.read"],
    page: page(() => import("./customers/classes-page.tsx"), "ClassesPage"),
  },
  {
    name: "codes",
    group: "customers",
    icon: <OrderedListOutlined />,
    needs: ["customers.read"],
    page: page(() => import("./customers/codes-page.tsx"), "CodesPage"),
  },
  {
    name: "strategies",
    group: "customers",
    icon: <BulbOutlined />,
    needs: ["customers.strategies.manage"],
    page: page(() => import("./customers/strategies-page.tsx"), "StrategiesPage"),
  },
  {
    name: "imports",
    group: "customers",
    icon: <ImportOutlined />,
    needs: ["customers.import"],
    page: page(() => import("./customers/imports-page.tsx"), "ImportsPage"),
  },
  {
    name: "exports",
    group: "customers",
    icon: <ExportOutlined />,
    needs: ["customers.export"],
    page: page(() => import("./customers/exports-page.tsx"), "ExportsPage"),
  },
  {
    name: "rights",
    group: "customers",
    icon: <FileProtectOutlined />,
    needs: ["customers.change.approve"],
    page: page(() => import("./privacy/rights-page.tsx"), "RightsPage"),
  },
  {
    name: "privacy",
    group: "customers",
    icon: <LockOutlined />,
    needs: ["customers.privacy.manage"],
    page: page(() => import("./privacy/privacy-page.tsx"), "PrivacyPage"),
  },
  {
    name: "scoreboard",
    group: "orders",
    icon: <TrophyOutlined />,
    needs: ["orders.figures.view"],
    page: page(() => import("./orders/scoreboard-page.tsx"), "ScoreboardPage"),
  },
  {
    name: "pauses",
    group: "orders",
    icon: <PauseCircleOutlined />,
    needs: ["orders.check"],
    page: page(() => import("./orders/pauses-page.tsx"), "PausesPage"),
  },
  {
    name: "orderTypes",
    group: "orders",
    icon: <ProfileOutlined />,
    needs: ["catalogue.read"],
    page: page(() => import("./orders/types-page.tsx"), "TypesPage"),
  },
  {
    name: "processes",
    group: "orders",
    icon: <BranchesOutlined />,
    needs: ["catalogue.read"],
    page: page(() => import("./orders/processes-page.tsx"), "ProcessesPage"),
  },
  {
    name: "integration",
    group: "orders",
    icon: <ApiOutlined />,
    needs: [],
    oneOf: ["orders.import", "orders.configure", "identity.roles.grant"],
    page: page(() => import("./orders/integration/integration-page.tsx"), "IntegrationPage"),
  },
  {
    name: "units",
    group: "identity",
    icon: <ApartmentOutlined />,
    needs: ["identity.read"],
    page: page(() => import("./identity/units-page.tsx"), "UnitsPage"),
  },
  {
    name: "staff",
    group: "identity",
    icon: <TeamOutlined />,
    needs: ["identity.read"],
    page: page(() => import("./identity/staff-page.tsx"), "StaffPage"),
  },
  {
    name: "roles",
    group: "identity",
    icon: <SafetyCertificateOutlined />,
    needs: ["identity.read"],
    page: page(() => import("./identity/roles-page.tsx"), "RolesPage"),
  },
  {
    name: "grants",
    group: "identity",
    icon: <SolutionOutlined />,
    needs: ["identity.read"],
    page: page(() => import("./identity/grants-page.tsx"), "GrantsPage"),
  },
  {
    name: "permissions",
    group: "identity",
    icon: <FileSearchOutlined />,
    needs: ["identity.read"],
    page: page(() => import("./identity/permissions-page.tsx"), "PermissionsPage"),
  },
  {
    name: "signOn",
    group: "identity",
    icon: <LoginOutlined />,
    needs: ["identity.sign-on.configure"],
    page: page(() => import("./identity/sign-on-page.tsx"), "SignOnPage"),
  },
  {
    name: "audit",
    group: "identity",
    icon: <AuditOutlined />,
    needs: ["audit.read"],
    page: page(() => import("./identity/audit-page.tsx"), "AuditPage"),
  },
  {
    name: "delegations",
    group: "identity",
    icon: <SwapOutlined />,
    needs: [],
    page: page(() => import("./identity/delegations-page.tsx"), "DelegationsPage"),
  },
  {
    name: "account",
    group: "identity",
    icon: <UserOutlined />,
    needs: [],
    page: page(() => import("./identity/account-page.tsx"), "AccountPage"),
  },
];

/** Whoever holds one of these has something to do here. */
export const surfaceCapabilities: readonly Capability[] = [
  ...new Set(menuPages.flatMap(({ needs, oneOf = [] }) => [...needs, ...oneOf])),
];

/** The pages that somebody sees. */
export const pagesFor = (may: (capability: Capability) => boolean): readonly MenuPage[] =>
  menuPages.filter(({ needs, oneOf }) => needs.every(may) && (oneOf?.some(may) ?? true));
