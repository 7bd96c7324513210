/** The hall's big screen (综合屏). */
import { DeviceGate } from "../parts/device.tsx";
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./display.css";
import { DisplayScreen } from "./display.tsx";

await mount(<DeviceGate kind="display">{(self) => <DisplayScreen self={self} />}</DeviceGate>);
