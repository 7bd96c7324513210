/** Chinese, and the English small beneath it. */
import type { Caption as Words } from "../../../contracts/orders/papers.ts";

export function Caption({ caption: { zh, en } }: { caption: Words }) {
  return (
    <>
      {zh}
      {en && <small lang="en">{en}</small>}
    </>
  );
}
