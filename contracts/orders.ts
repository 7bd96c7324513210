/** The contract of service orders (工单): intake, work, pages, boards. */
export * from "./orders/board.ts";
export * from "./orders/care.ts";
export * from "./orders/design.ts";
export * from "./orders/design-runs.ts";
export * from "./orders/field.ts";
export * from "./orders/figures.ts";
export * from "./orders/intake.ts";
export * from "./orders/issued.ts";
export * from "./orders/my.ts";
export * from "./orders/page.ts";
export * from "./orders/paper-grid.ts";
export * from "./orders/papers.ts";
export * from "./orders/shapes.ts";
export * from "./orders/steps.ts";
export * from "./orders/strokes.ts";
