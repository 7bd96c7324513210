/** The desk (窗口工作台): a clerk calls, serves and finishes; orders are taken, worked on and dispatched; by keyboard first. */
import "../parts/theme.css";
import { mount } from "../parts/mount.tsx";
import { StaffApp } from "../staff/staff-app.tsx";
import { DeskPage } from "./desk-page.tsx";

await mount(
  <StaffApp
    surface={{ zh: "窗口工作台", en: "Desk" }}
    anyOf={["hall.call", "orders.work", "orders.dispatch"]}
    page={DeskPage}
  />,
);
