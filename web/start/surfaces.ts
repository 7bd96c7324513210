/** The surfaces, in the order in which a day meets them. */
import type { DeviceKind } from "../../contracts/identity.ts";
import type { IconName } from "../parts/icons.tsx";

export type Tile = {
  readonly name: "kiosk" | "display" | "pad" | "desk" | "guide" | "manage" | "my" | "order" | "field" | "api";
  readonly group: "groupHall" | "groupStaff" | "groupCustomer";
  readonly icon: IconName;
  readonly path: string;
  /** A screen that must be paired before it shows anything. */
  readonly device?: DeviceKind;
};

export const tiles: readonly Tile[] = [
  { name: "kiosk", group: "groupHall", icon: "printer", path: "/kiosk/", device: "kiosk" },
  { name: "display", group: "groupHall", icon: "sound", path: "/display/", device: "display" },
  { name: "pad", group: "groupHall", icon: "check", path: "/pad/", device: "pad" },
  { name: "desk", group: "groupStaff", icon: "window", path: "/desk/" },
  { name: "guide", group: "groupStaff", icon: "pin", path: "/guide/" },
  { name: "field", group: "groupStaff", icon: "bolt", path: "/field/" },
  { name: "manage", group: "groupStaff", icon: "eye", path: "/manage/" },
  { name: "my", group: "groupCustomer", icon: "phone", path: "/my/" },
  { name: "order", group: "groupCustomer", icon: "clock", path: "/my/order/" },
  { name: "api", group: "groupCustomer", icon: "paper", path: "/api/docs" },
];

/** Where somebody with this role spends the day. */
export const homeOf = (role: string): string =>
  role === "field-worker"
    ? "/field/"
    : role === "clerk"
      ? "/desk/"
      : role === "guide" || role === "duty-manager"
        ? "/guide/"
        : "/manage/";
