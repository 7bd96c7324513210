/** Who may make a limit longer, and by how many working days (service rules §2.14). Pure; bands and signers are data. */
import type { signoffs } from "../catalogue/order-duties.ts";

type Table = typeof signoffs;

/**
 * By the band of the order: its own signer, and whoever signs for a larger band (who may more may less), each within his days.
 * @returns the post and its days (null: as many as needed); undefined when none of the posts may
 */
export function extensionRight(
  table: Table,
  holds: (condition: string) => boolean,
  posts: ReadonlySet<string>,
): { readonly post: string; readonly mostDays: number | null } | undefined {
  const band = table.bands.findLastIndex(({ when }) => holds(when));
  const order = table.bands.map((row) => row.band);
  const rows = table.items.find(({ item }) => item === "extension")?.bands ?? [];
  const rights = rows
    .filter((row) => order.indexOf(row.band) >= Math.max(0, band))
    .flatMap(({ signers, mostDays }) => signers.map(({ post }) => ({ post, mostDays })));
  // The first band in which a post signs is what it may give; what it may in larger ones is for those.
  return rights.find(({ post }) => posts.has(post));
}
