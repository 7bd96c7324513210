/** Lists of identity that several pages read, and what names stand for their codes. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { CallOf, Endpoint, ResultOf } from "../../../contracts/endpoint.ts";
import { getTree, listPosts, listRoles } from "../../../contracts/identity.ts";
import { call } from "../../parts/api.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";

/** A function from a code to what people call it; the code itself until the list is here. */
export function useNames() {
  const { data: roles } = useAsk(listRoles);
  const { data: posts } = useAsk(listPosts);
  const { data: tree } = useAsk(getTree);
  const roleNames = new Map(roles?.roles.map(({ role, name }) => [role, pick(name)]));
  const postNames = new Map(posts?.posts.map(({ code, name }) => [code, pick(name)]));
  const unitNames = new Map(tree?.units.map(({ unitId, name }) => [unitId, pick(name)]));
  return {
    role: (code: string) => roleNames.get(code) ?? code,
    post: (code: string) => postNames.get(code) ?? code,
    unit: (unitId: string) => unitNames.get(unitId) ?? "",
  };
}

/** A list that comes page by page; `next` of one page is `after` of the following. */
export function usePages<E extends Endpoint>(endpoint: E, query: Record<string, unknown>) {
  return useInfiniteQuery({
    queryKey: [endpoint.path, query],
    queryFn: ({ pageParam }) =>
      call(endpoint, {
        query: { ...query, ...(pageParam && { after: pageParam }) },
      } as CallOf<E>),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ResultOf<E>) => (page as { next: string | null }).next ?? undefined,
  });
}
