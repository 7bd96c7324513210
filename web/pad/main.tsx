/** The evaluator at a window (评价器). */
import { DeviceGate } from "../parts/device.tsx";
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./pad.css";
import { Pad } from "./pad.tsx";

await mount(<DeviceGate kind="pad">{(self) => <Pad self={self} />}</DeviceGate>);
