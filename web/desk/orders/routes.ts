/** Where one is among the orders is in the address: the list's filters, the open order, the board. */
import { address } from "../../staff/router.ts";

export type Query = Record<string, string | number | undefined | null>;
export const orderAt = (orderId: string, query: Query = {}): string => address(["orders", orderId], query);
export const listAt = (query: Query = {}): string => address(["orders"], query);
export const intakeAt = (query: Query = {}): string => address(["orders", "new"], query);
/** Papers of all orders that wait for a signature or a delivery. */
export const papersAt = (): string => address(["orders", "papers"]);
export const boardAt = (query: Query = {}): string => address(["board"], query);

/** The parts of the desk that this folder draws. */
export type Area = "window" | "orders" | "board";
export function areaOf([first]: readonly string[]): Area {
  return first === "orders" ? "orders" : first === "board" ? "board" : "window";
}
