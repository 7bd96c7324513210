/** `/manage/`: the panoramic desktop (全景桌面) of managers, administrators and auditors. */
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import { StaffApp } from "../staff/staff-app.tsx";
import { surfaceCapabilities } from "./menu.tsx";
import { Shell } from "./shell.tsx";

void mount(<StaffApp surface={{ zh: "全景桌面", en: "Manage" }} anyOf={surfaceCapabilities} page={Shell} />);
