/** Questions about what proves: papers of the customer's archive, and pictures that were added to the order. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { listPictures, readPicture } from "../../../../contracts/orders/field.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { OrderLine } from "../../../../contracts/orders/shapes.ts";
import { call, download } from "../../../parts/api.ts";
import { pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { useDocuments } from "../../customers/documents/queries.ts";

/** Of what order something is to be proved, and whether its pictures may be seen: an order's page is one. */
export type ProofGround = {
  readonly order: Pick<OrderLine, "id" | "customerId">;
  readonly can: Pick<OrderPage["can"], "seePictures">;
};

/** Whether one may look into this customer's archive. */
export function useMayLook(customerId: string | null): boolean {
  return useMe().capabilities.includes("customers.documents.read") && customerId !== null;
}

/** Papers of the customer's archive, to choose from; none where one may not look. */
export function useArchivePapers(customerId: string | null) {
  const { data } = useDocuments(customerId ?? "", false, useMayLook(customerId));
  return (data?.documents ?? []).map(({ id, typeName, addedAt }) => ({
    value: id,
    label: `${pick(typeName)} · ${addedAt.slice(0, 10)}`,
  }));
}

const picturesKey = (orderId: string) => ["orders", "pictures", orderId] as const;

export function usePictures({ order: { id: orderId }, can }: ProofGround) {
  return useQuery({
    queryKey: picturesKey(orderId),
    queryFn: () => call(listPictures, { params: { orderId } }),
    enabled: can.seePictures,
    // One may have been added a moment ago.
    refetchOnMount: "always",
  });
}

/** The picture itself; nothing is asked while there is none. */
export function usePicture(orderId: string, pictureId: string | undefined) {
  return useQuery({
    queryKey: [...picturesKey(orderId), pictureId],
    queryFn: () => download(readPicture, { params: { orderId, pictureId: pictureId ?? "" } }),
    enabled: pictureId !== undefined,
    gcTime: 0,
  });
}

/** Where the browser finds it, as long as it is shown. */
export function useAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
