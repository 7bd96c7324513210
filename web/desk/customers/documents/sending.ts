/** Files on their way to the archive: one after the other, each with its own progress, refusal and second try. */
import { useState } from "react";
import { type DocumentSide, uploadDocument } from "../../../../contracts/customers/documents.ts";
import type { CallOf, ResultOf } from "../../../../contracts/endpoint.ts";
import { freshId } from "../../../parts/ids.ts";
import { upload } from "../../../parts/upload.ts";

export type Outgoing = {
  /** Stays the same over all tries, so that a file is kept once. */
  readonly key: string;
  readonly file: File;
  readonly side: DocumentSide;
  /** 0 … 1 while it is sent. */
  readonly share?: number;
  readonly error?: unknown;
  readonly done?: ResultOf<typeof uploadDocument>;
};

export type Labels = Omit<NonNullable<CallOf<typeof uploadDocument>["query"]>, "name" | "side">;

const limit = uploadDocument.upload?.maxBytes ?? 0;
export const limitMb = Math.round(limit / 1_048_576);
export const isTooLarge = ({ size }: File): boolean => size > limit;

export function useSending(customerId: string, first: readonly File[]) {
  const [files, setFiles] = useState<readonly Outgoing[]>(() => first.map(outgoing));
  const [isSending, setSending] = useState(false);
  const change = (key: string, part: Partial<Outgoing>) =>
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  /** @returns whether all were kept */
  async function send(labels: Labels): Promise<boolean> {
    setSending(true);
    let documentId = labels.documentId;
    let isWhole = true;
    for (const { key, file, side, done } of files) {
      if (done || isTooLarge(file)) continue;
      const query = { ...labels, name: file.name || "scan", side, ...(documentId && { documentId }) };
      change(key, { share: 0, error: undefined });
      try {
        const kept = await upload(uploadDocument, { params: { customerId }, query }, file, {
          key,
          onProgress: (share) => change(key, { share }),
        });
        // Pages that are sent together are one paper.
        documentId = kept.documentId;
        change(key, { done: kept, share: 1 });
      } catch (error) {
        isWhole = false;
        change(key, { error, share: undefined as never });
      }
    }
    setSending(false);
    return isWhole && !files.some(({ file }) => isTooLarge(file));
  }

  return {
    files,
    isSending,
    send,
    add: (more: readonly File[]) => setFiles((all) => [...all, ...more.map(outgoing)]),
    remove: (key: string) => setFiles((all) => all.filter((one) => one.key !== key)),
    turn: (key: string, side: DocumentSide) => change(key, { side }),
    /** The first file shows the front, the second the back; unsided papers have pages. */
    deal: (sides: readonly DocumentSide[]) =>
      setFiles((all) => all.map((one, at) => ({ ...one, side: sides[at % sides.length] ?? "whole" }))),
  };
}

const outgoing = (file: File): Outgoing => ({ key: freshId(), file, side: "whole" });
