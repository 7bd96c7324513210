/** Questions and commands of this surface, cached by the endpoint's own address. */
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import { call } from "../parts/api.ts";

type AskOptions = { readonly enabled?: boolean };

/** Asks an endpoint; the answer stays fresh until a command that touches it says otherwise. */
export function useAsk<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E> = {},
  { enabled = true }: AskOptions = {},
): UseQueryResult<ResultOf<E>> {
  return useQuery({
    queryKey: [endpoint.path, input],
    queryFn: () => call(endpoint, input),
    enabled,
  });
}

/**
 * A command for a form: throws what the server refuses, so that the form can say it beside its fields. What the command
 * changes becomes stale: the answers of the endpoints in `stale`.
 */
export function useSend<E extends Endpoint>(endpoint: E, stale: readonly Endpoint[] = []) {
  const cache = useQueryClient();
  return async (input: CallOf<E>): Promise<ResultOf<E>> => {
    const answer = await call(endpoint, input);
    await Promise.all(stale.map(({ path }) => cache.invalidateQueries({ queryKey: [path] })));
    return answer;
  };
}

/** A command for a button: a refusal appears as a notification. */
export function useCommand<E extends Endpoint>(endpoint: E, stale: readonly Endpoint[] = []) {
  return useMutation({ mutationFn: useSend(endpoint, stale) });
}
