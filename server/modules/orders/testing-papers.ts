/** A paper in a customer's archive, to be named as a proof. */
import { newId } from "../../foundation/ids.ts";
import type { TestArchive } from "../customers/testing-archive.ts";

export async function paperOf({ platform, county }: TestArchive, customerId: string): Promise<string> {
  const id = newId();
  const row = {
    org_id: county.orgId,
    id,
    customer_id: customerId,
    type: "commitment",
    state: "incomplete",
    is_single: false,
    is_long_term: false,
    added_at: "2026-03-01T00:00:00Z",
    added_by_name: "甲",
    version: 1,
  };
  await platform.asOwner((client) =>
    client.query(
      "insert into customers.documents select * from jsonb_populate_record(null::customers.documents, $1)",
      [JSON.stringify(row)],
    ),
  );
  return id;
}
