/** Hall: everything that crosses the wire about tickets, windows, views, set-up and figures. */
export * from "./hall/appointments.ts";
export * from "./hall/crowding.ts";
export * from "./hall/customers.ts";
export * from "./hall/figures.ts";
export * from "./hall/history.ts";
export * from "./hall/my.ts";
export * from "./hall/overview.ts";
export * from "./hall/setup.ts";
export * from "./hall/shapes.ts";
export * from "./hall/tickets.ts";
export * from "./hall/views.ts";
export * from "./hall/windows.ts";
