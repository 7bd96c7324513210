/** The ticket kiosk (自助取号机). */
import { DeviceGate } from "../parts/device.tsx";
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./kiosk.css";
import { Kiosk } from "./kiosk.tsx";

await mount(<DeviceGate kind="kiosk">{(self) => <Kiosk self={self} />}</DeviceGate>);
