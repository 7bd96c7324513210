/** Customers: everything that crosses the wire about the archive, finding, recognising and keeping right. */
export * from "./customers/archive.ts";
export * from "./customers/classes.ts";
export * from "./customers/documents.ts";
export * from "./customers/exports.ts";
export * from "./customers/household-file.ts";
export * from "./customers/imports.ts";
export * from "./customers/keeping.ts";
export * from "./customers/personal-data.ts";
export * from "./customers/recognition.ts";
export * from "./customers/registers.ts";
export * from "./customers/shapes.ts";
export * from "./customers/strategies.ts";
