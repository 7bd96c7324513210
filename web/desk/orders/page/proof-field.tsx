/**
 * What proves a reason: a paper of the customer's archive, a picture that the order has, or one that is added now. A new one
 * is only kept when the act is sent, so that taking it away here leaves nothing behind.
 */
import { Button, Select } from "antd";
import { type ClipboardEvent, useRef, useState } from "react";
import { fileTypes } from "../../../../contracts/files.ts";
import { addPicture } from "../../../../contracts/orders/field.ts";
import { Icon } from "../../../parts/icons.tsx";
import { freshId } from "../../../parts/ids.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { upload } from "../../../parts/upload.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { type ProofGround, useAddress, useArchivePapers, usePicture, usePictures } from "./proof-queries.ts";
import "./proof.css";

const t = defineWords({
  archive: ["客户档案资料", "Papers of the archive"],
  pictures: ["本单照片", "Pictures of the order"],
  choose: ["从档案资料或本单照片中选择", "A paper of the archive, or a picture of the order"],
  add: ["添加图片…", "Add a picture…"],
  another: ["换一张…", "Another one…"],
  remove: ["移除图片", "Remove the picture"],
  shown: ["证明图片", "The proof"],
  types: [
    "图片为 JPG、PNG 或 WebP，不超过 {mb} MB，也可按 Ctrl+V 粘贴；提交后随本单保存。",
    "JPG, PNG or WebP up to {mb} MB, also pasted with Ctrl+V; kept with the order when you send.",
  ],
  wrongType: [
    "“{name}”不是 JPG、PNG 或 WebP 图片，请另选一张，或先上传到客户档案再从上面选择。",
    "“{name}” is no JPG, PNG or WebP picture: choose another, or put it into the archive first.",
  ],
  tooLarge: [
    "“{name}”有 {size} MB，超过 {mb} MB，请压缩或重拍后再选。",
    "“{name}” has {size} MB, more than {mb} MB: make it smaller or take it again.",
  ],
  broken: ["“{name}”打不开，可能已损坏，请另选一张。", "“{name}” cannot be opened; choose another."],
});

const { maxBytes, types } = addPicture.upload ?? { maxBytes: 0, types: [] };
const megabyte = 1_048_576;
const mb = Math.round(maxBytes / megabyte);
const media: readonly string[] = types.map((type) => fileTypes[type].media);

/** What is there already, by its id; or a picture that is to be kept with the act. */
export type Proof = { readonly id: string } | { readonly file: File };

/** The id that an act names its proof by; a new picture is kept now. The same one sent again is the same one. */
export async function proofIdOf(orderId: string, proof: Proof | undefined): Promise<string | null> {
  if (proof === undefined) return null;
  if ("id" in proof) return proof.id;
  const { file } = proof;
  const query = { name: file.name || "proof" };
  const { pictureId } = await upload(addPicture, { params: { orderId }, query }, file, { key: freshId() });
  return pictureId;
}

type Props = {
  id?: string;
  value?: Proof;
  onChange?: (proof: Proof | undefined) => void;
  page: ProofGround;
};

export function ProofField({ id, value, onChange, page }: Props) {
  const { order } = page;
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string>();
  const { options, pictureIds } = useKept(page);
  const mayAdd = useMe().capabilities.includes("orders.work");
  const change = (proof: Proof | undefined, why?: string) => {
    setRefusal(why);
    onChange?.(proof);
  };
  const take = (file: File | undefined) => {
    if (!file) return;
    const why = wrongWith(file);
    change(why === undefined ? { file } : undefined, why);
  };
  const paste = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files;
    if (!file || !mayAdd) return;
    event.preventDefault();
    take(file);
  };
  const chosen = value !== undefined && "id" in value ? value.id : undefined;
  return (
    <div className="order-proof" onPaste={paste}>
      {options.length > 0 && (
        <Select
          {...(id !== undefined && { id })}
          allowClear
          placeholder={t("choose")}
          value={chosen ?? null}
          onChange={(next: string | undefined) => change(next ? { id: next } : undefined)}
          options={options}
        />
      )}
      {value !== undefined && ("file" in value || pictureIds.has(value.id)) && (
        <Thumbnail
          key={"file" in value ? value.file.name + value.file.lastModified : value.id}
          orderId={order.id}
          proof={value}
          onBroken={(name) => change(undefined, t("broken", { name }))}
          onRemove={() => change(undefined)}
        />
      )}
      {mayAdd && (
        <>
          <Button
            {...(id !== undefined && options.length === 0 && { id })}
            icon={<Icon name="camera" />}
            onClick={() => input.current?.click()}
          >
            {t(value !== undefined && "file" in value ? "another" : "add")}
          </Button>
          <input
            ref={input}
            type="file"
            // Ant Design's forms show every field for files, hidden or not.
            style={{ display: "none" }}
            accept={media.join()}
            data-testid="proof-picture"
            onChange={({ target }) => {
              take(target.files?.[0]);
              target.value = "";
            }}
          />
        </>
      )}
      {refusal !== undefined && (
        <small role="alert" className="tone-bad">
          {refusal}
        </small>
      )}
      {mayAdd && <small className="order-quiet">{t("types", { mb })}</small>}
    </div>
  );
}

function wrongWith({ name, type, size }: File): string | undefined {
  if (!media.includes(type)) return t("wrongType", { name });
  if (size > maxBytes) return t("tooLarge", { name, mb, size: Math.ceil(size / megabyte) });
  return undefined;
}

/** Papers of the archive, where one may look, and pictures that the order has: each group with its name. */
function useKept(page: ProofGround) {
  const papers = useArchivePapers(page.order.customerId);
  const { data: taken } = usePictures(page);
  const pictures = (taken?.pictures ?? [])
    .filter(({ kind }) => kind === "photo")
    .map(({ id, stepName, takenAt, addedByName }) => ({
      value: id,
      label: [stepName && pick(stepName), addedByName, dayAndTime(takenAt)].filter(Boolean).join(" · "),
    }));
  const groups = [
    { label: t("archive"), options: papers },
    { label: t("pictures"), options: pictures },
  ];
  return {
    options: groups.filter(({ options }) => options.length > 0),
    pictureIds: new Set(pictures.map(({ value }) => value)),
  };
}

type ThumbnailProps = {
  orderId: string;
  proof: Proof;
  onBroken: (name: string) => void;
  onRemove: () => void;
};

function Thumbnail({ orderId, proof, onBroken, onRemove }: ThumbnailProps) {
  const pictureId = "id" in proof ? proof.id : undefined;
  const { data } = usePicture(orderId, pictureId);
  const name = "file" in proof ? proof.file.name : t("shown");
  const url = useAddress("file" in proof ? proof.file : data?.blob);
  return (
    <span className="order-proof-picture">
      {url !== undefined && <img src={url} alt={t("shown")} title={name} onError={() => onBroken(name)} />}
      <Button
        type="text"
        size="small"
        aria-label={t("remove")}
        icon={<Icon name="cross" />}
        onClick={onRemove}
      />
    </span>
  );
}
