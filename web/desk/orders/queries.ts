/** Questions about orders that several pages ask, and what becomes stale when one changes. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CallOf } from "../../../contracts/endpoint.ts";
import { listPosts } from "../../../contracts/identity.ts";
import { listTypes, previewOrder } from "../../../contracts/orders/intake.ts";
import { findOrders, readOrderDiagram } from "../../../contracts/orders/page.ts";
import type { Form, OrderReason, OrderType } from "../../../contracts/orders/shapes.ts";
import { call } from "../../parts/api.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";

/** A found order is not asked for again within this, in milliseconds. */
const freshMs = 15_000;

export function useCatalogue() {
  const asked = useAsk(listTypes);
  const { data } = asked;
  return useMemo(() => {
    const types = new Map<string, OrderType>((data?.types ?? []).map((type) => [type.code, type]));
    const forms = new Map<string, Form>((data?.forms ?? []).map((form) => [form.key, form]));
    return {
      asked,
      types,
      form: (key: string) => forms.get(key),
      formOf: (type: OrderType | undefined) => (type?.form ? forms.get(type.form) : undefined),
      reasons: (list: OrderReason["list"]) => (data?.reasons ?? []).filter((one) => one.list === list),
    };
  }, [asked, data]);
}
export type Catalogue = ReturnType<typeof useCatalogue>;

/** What a post is called; its code until the names are here. */
export function usePostName(): (post: string) => string {
  const { data } = useAsk(listPosts);
  return useMemo(() => {
    const names = new Map((data?.posts ?? []).map(({ code, name }) => [code, name]));
    return (post) => {
      const name = names.get(post);
      return name ? pick(name) : post;
    };
  }, [data]);
}

type Wanted = NonNullable<CallOf<typeof findOrders>["body"]>;

export function useFindOrders(wanted: Wanted, enabled = true) {
  return useQuery({
    queryKey: ["orders", "find", wanted],
    queryFn: ({ signal }) => call(findOrders, { body: wanted }, { signal, attempts: 1, timeoutMs: 5_000 }),
    enabled,
    staleTime: freshMs,
    // What was typed is not kept longer than it is shown.
    gcTime: 0,
    placeholderData: (before) => before,
  });
}

/** Asked again whenever the order has moved. */
export function useDiagram(orderId: string, version: number) {
  return useQuery({
    queryKey: ["orders", "diagram", orderId, version],
    queryFn: () => call(readOrderDiagram, { params: { orderId } }),
    placeholderData: (before) => before,
  });
}

export type Application = NonNullable<CallOf<typeof previewOrder>["body"]>;

export function usePreview(application: Application | null) {
  return useQuery({
    queryKey: ["orders", "preview", application],
    queryFn: ({ signal }) =>
      application ? call(previewOrder, { body: application }, { signal, attempts: 2 }) : null,
    enabled: application !== null,
    gcTime: 0,
    staleTime: freshMs,
    placeholderData: (before) => before,
  });
}
