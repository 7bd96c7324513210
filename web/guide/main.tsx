/** The guide's tablet (引导台): greet, give numbers, keep an eye on the hall. By finger, at arm's length. */
import "../parts/theme.css";
import { mount } from "../parts/mount.tsx";
import { StaffApp } from "../staff/staff-app.tsx";
import { GuidePage } from "./guide-page.tsx";

await mount(
  <StaffApp surface={{ zh: "引导台", en: "Guide" }} anyOf={["hall.ticket.priority"]} page={GuidePage} />,
);
