/** Questions about a customer's papers. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { listDocuments, readDocumentFile } from "../../../../contracts/customers/documents.ts";
import { call, download } from "../../../parts/api.ts";

const keyOf = (customerId: string) => ["customer", customerId, "documents"] as const;

export function useDocuments(customerId: string, withEnded: boolean, enabled = true) {
  return useQuery({
    queryKey: [...keyOf(customerId), withEnded],
    queryFn: () =>
      call(listDocuments, { params: { customerId }, query: { ended: withEnded ? "yes" : "no" } }),
    enabled,
    placeholderData: (before) => before,
  });
}

/** After a change everything of this customer is stale: recognition tells of papers too. */
export function useDocumentsChanged(customerId: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["customer", customerId] });
}

export type PageOf = { readonly customerId: string; readonly documentId: string; readonly page: number };

/** Each time anew, and never kept: every look is written down, and a clerk's browser keeps no papers. */
export const fetchPage = (params: PageOf, purpose: "view" | "print" | "download", signal?: AbortSignal) =>
  download(
    readDocumentFile,
    { params, query: { purpose } },
    { timeoutMs: 60_000, attempts: 2, ...(signal && { signal }) },
  );
