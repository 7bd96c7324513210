/** Customers' phones for tests. */
import * as contract from "../../../../contracts/orders/issued.ts";
import { type Caller, orgs, type Reply } from "../../identity/test-county.ts";
import type { TestOrders } from "../testing.ts";

export async function ok<T>(reply: Promise<Reply<T>>): Promise<T> {
  const { status, body } = await reply;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Issues the receipt at the counter and scans it: whoever has the code is the order's customer. */
export async function customerOf(
  county: TestOrders,
  orderId: string,
): Promise<{ customer: Caller; token: string; paperId: string }> {
  const clerk = await county.as("r-acc");
  const { document, line } = await ok(
    clerk.call(contract.issuePaper, { params: { orderId }, body: { template: "receipt" } }),
  );
  const qr = document.sections.find(({ kind }) => kind === "qr");
  const token = /#t=(.+)$/.exec(qr?.kind === "qr" ? qr.text : "")?.[1] ?? "";
  return { customer: county.caller({ authorization: `Ticket ${token}` }), token, paperId: line.id };
}

export const stranger = (county: TestOrders): Caller =>
  county.caller({ authorization: `Ticket ${orgs.county}.AAAAAAAAAAAAAAAAAAAAAA` });

export const ink = {
  strokes: { width: 500, height: 200, lines: [[10, 10, 60, 80, 120, 30, 200, 150]] },
};
