/** The proof that an act was given with, to look at: a picture of the order, or a paper of the customer's archive. */
import { Button, Modal, Spin } from "antd";
import { lazy, Suspense, useState } from "react";
import { defineWords } from "../../../parts/words.ts";
import { useDocuments } from "../../customers/documents/queries.ts";
import { type ProofGround, useAddress, useMayLook, usePicture, usePictures } from "./proof-queries.ts";
import "../../customers/documents/documents.css";
import "./proof.css";

const DocumentPreview = lazy(() =>
  import("../../customers/documents/preview.tsx").then(({ DocumentPreview }) => ({
    default: DocumentPreview,
  })),
);

const t = defineWords({
  look: ["看证明", "See the proof"],
  proof: ["证明材料", "Proof"],
  gone: [
    "证明在别的客户档案里，或您的岗位看不到。",
    "The proof is in another customer's archive, or your post may not see it.",
  ],
});

type Props = { page: ProofGround; proofId: string };

export function ProofButton({ page, proofId }: Props) {
  const [isOpen, setOpen] = useState(false);
  const mayLook = useMayLook(page.order.customerId);
  if (!mayLook && !page.can.seePictures) return null;
  return (
    <>
      <Button type="link" size="small" className="order-why" onClick={() => setOpen(true)}>
        {t("look")}
      </Button>
      {isOpen && <ProofView page={page} proofId={proofId} onClose={() => setOpen(false)} />}
    </>
  );
}

function ProofView({ page, proofId, onClose }: Props & { onClose: () => void }) {
  const { id: orderId, customerId } = page.order;
  const mayLook = useMayLook(customerId);
  const pictures = usePictures(page);
  // What was replaced or withdrawn since proved it all the same.
  const archive = useDocuments(customerId ?? "", true, mayLook);
  const isPicture = pictures.data?.pictures.some(({ id }) => id === proofId) ?? false;
  const picture = usePicture(orderId, isPicture ? proofId : undefined);
  const address = useAddress(picture.data?.blob);
  const document = archive.data?.documents.find(({ id }) => id === proofId);
  if (document && customerId !== null)
    return (
      <Suspense>
        <DocumentPreview customerId={customerId} document={document} first={1} onClose={onClose} />
      </Suspense>
    );
  const isAsking = pictures.isFetching || archive.isLoading || picture.isLoading;
  return (
    <Modal open width={920} title={t("proof")} footer={null} onCancel={onClose}>
      {address !== undefined ? (
        <img className="order-proof-whole" src={address} alt={t("proof")} />
      ) : isAsking ? (
        <Spin />
      ) : (
        <p>{t("gone")}</p>
      )}
    </Modal>
  );
}
