/** How an order ended, as its state does not say it already: the reason of whoever ended or refused it. */
import { pick } from "../../../parts/words.ts";
import { useCatalogue } from "../queries.ts";

export function useResultWords(): (result: string | null) => string | null {
  const { reasons } = useCatalogue();
  return (result) => {
    const known = [...reasons("terminate"), ...reasons("refuse")].find(({ code }) => code === result);
    return known ? pick(known.name) : null;
  };
}
