/** A paper is added: what it is, how long it is good, its pages or sides; each file shows how far it is. */
import { Alert, Button, Checkbox, Form, Modal, Progress, Segmented, Select } from "antd";
import { useEffectEvent, useRef, useState } from "react";
import type { CustomerDocument, DocumentType } from "../../../../contracts/customers/documents.ts";
import { fileTypes } from "../../../../contracts/files.ts";
import { Icon } from "../../../parts/icons.tsx";
import { problemWords } from "../../../parts/problem.tsx";
import { getLanguage, pick } from "../../../parts/words.ts";
import { DayPicker } from "../../../staff/day-picker.tsx";
import { useDocumentsChanged } from "./queries.ts";
import { isTooLarge, type Labels, limitMb, type Outgoing, useSending } from "./sending.ts";
import { groupName, sideName, t } from "./words.ts";

type Props = {
  customerId: string;
  types: readonly DocumentType[];
  files: readonly File[];
  /** A further page or the other side of this paper. */
  to?: CustomerDocument | undefined;
  onClose: () => void;
};

const accepted = [
  ...Object.values(fileTypes).flatMap(({ extensions }) => extensions.map((one) => `.${one}`)),
].filter((one) => !/csv|txt|tsv|xlsx/.test(one));

export function AddDocument({ customerId, types, files: first, to, onClose }: Props) {
  const changed = useDocumentsChanged(customerId);
  const [code, setCode] = useState<string | undefined>(to?.type);
  const [dates, setDates] = useState<Pick<Labels, "issuedOn" | "expiresOn" | "longTerm">>({});
  const sending = useSending(customerId, first);
  const type = types.find((one) => one.code === code);
  const { files, isSending } = sending;
  const choose = (next: string) => {
    setCode(next);
    const sides = types.find((one) => one.code === next)?.sides ?? [];
    sending.deal(sides.length > 0 ? sides : ["whole"]);
  };
  const lacksEnd = type?.validity.kind === "dated" && !to && !dates.expiresOn && dates.longTerm !== "yes";
  const pending = files.filter(({ done }) => !done);
  const send = async () => {
    if (!code) return;
    const isWhole = await sending.send({ type: code, ...dates, ...(to && { documentId: to.id }) });
    await changed();
    if (isWhole) onClose();
  };
  return (
    <Modal
      open
      width={680}
      title={to ? `${t("addPage")} · ${pick(to.typeName)}` : t("add")}
      okText={files.some(({ error }) => error) ? t("again") : t("send")}
      cancelText={t("close")}
      okButtonProps={{ disabled: !type || lacksEnd || pending.length === 0, loading: isSending }}
      onOk={() => void send()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form layout="vertical" className="doc-form" component="div">
        {!to && (
          <Form.Item label={t("type")} required>
            <Select
              showSearch={{ optionFilterProp: "search" }}
              aria-label={t("type")}
              placeholder={t("typeHint")}
              autoFocus
              value={code ?? null}
              options={grouped(types)}
              onChange={choose}
            />
          </Form.Item>
        )}
        {type && !to && <Dates type={type} dates={dates} onChange={setDates} />}
        <Form.Item label={t("files")} required>
          <FileList sending={sending} type={type} />
          <Choose onFiles={sending.add} types={types} code={code} deal={choose} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function grouped(types: readonly DocumentType[]) {
  const groups = [...new Set(types.map(({ group }) => group))];
  return groups.map((group) => ({
    label: groupName(group),
    options: types
      .filter((one) => one.group === group)
      .map(({ code, name }) => ({ value: code, label: pick(name), search: `${name.zh} ${name.en}` })),
  }));
}

type DatesOf = Pick<Labels, "issuedOn" | "expiresOn" | "longTerm">;

function Dates({
  type,
  dates,
  onChange,
}: {
  type: DocumentType;
  dates: DatesOf;
  onChange: (dates: DatesOf) => void;
}) {
  const { kind, months, mayBeLongTerm } = type.validity;
  if (kind === "none") return null;
  const isLongTerm = dates.longTerm === "yes";
  return (
    <div className="doc-dates">
      <Form.Item
        label={t("issuedOn")}
        {...(kind === "months" && { extra: t("issuedHint", { months: months ?? 0 }) })}
      >
        <DayPicker
          label={t("issuedOn")}
          {...(dates.issuedOn && { value: dates.issuedOn })}
          onChange={(issuedOn) => onChange({ ...dates, issuedOn })}
        />
      </Form.Item>
      <Form.Item label={t("expiresOn")} required={kind === "dated" && !isLongTerm}>
        {!isLongTerm && (
          <DayPicker
            label={t("expiresOn")}
            {...(dates.expiresOn && { value: dates.expiresOn })}
            onChange={(expiresOn) => onChange({ ...dates, expiresOn })}
          />
        )}
        {mayBeLongTerm && (
          <Checkbox
            checked={isLongTerm}
            onChange={({ target }) =>
              onChange({
                ...(dates.issuedOn && { issuedOn: dates.issuedOn }),
                longTerm: target.checked ? "yes" : "no",
              })
            }
          >
            {t("longTerm")}
          </Checkbox>
        )}
      </Form.Item>
    </div>
  );
}

function FileList({
  sending,
  type,
}: {
  sending: ReturnType<typeof useSending>;
  type: DocumentType | undefined;
}) {
  return (
    <ul className="doc-files">
      {sending.files.map((one) => (
        <li key={one.key}>
          <div className="doc-file">
            <span className="doc-file-name">{one.file.name || "scan"}</span>
            <small>{(one.file.size / 1_048_576).toFixed(1)} MB</small>
            {type && type.sides.length > 0 && !one.done && (
              <Segmented
                size="small"
                value={one.side}
                disabled={sending.isSending}
                options={[...type.sides, "whole" as const].map((side) => ({
                  value: side,
                  label: sideName(side),
                }))}
                onChange={(side) => sending.turn(one.key, side)}
              />
            )}
            {!one.done && !sending.isSending && (
              <Button
                type="text"
                size="small"
                aria-label={t("remove", { name: one.file.name })}
                icon={<Icon name="cross" />}
                onClick={() => sending.remove(one.key)}
              />
            )}
          </div>
          <Standing one={one} />
        </li>
      ))}
    </ul>
  );
}

function Standing({ one: { file, share, error, done } }: { one: Outgoing }) {
  if (isTooLarge(file)) return <Alert type="error" title={t("tooLarge", { limit: limitMb })} />;
  if (error !== undefined) return <Alert type="error" showIcon title={pick(problemWords(error))} />;
  if (done)
    return (
      <small className="doc-done">
        <Icon name="check" /> {done.isNew ? t(done.replaced ? "replaced" : "sent") : t("twin")}
      </small>
    );
  if (share === undefined) return null;
  return (
    <Progress
      percent={Math.round(share * 100)}
      size="small"
      status="active"
      format={(percent) => (percent === 100 ? t("examined") : `${percent}%`)}
    />
  );
}

type ChooseProps = {
  onFiles: (files: readonly File[]) => void;
  types: readonly DocumentType[];
  code: string | undefined;
  deal: (code: string) => void;
};

function Choose({ onFiles, code, deal }: ChooseProps) {
  const [files, camera] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const take = useEffectEvent((list: FileList | null) => {
    onFiles([...(list ?? [])]);
    if (code) deal(code);
  });
  const input = (ref: typeof files, extra: object) => (
    <input
      ref={ref}
      type="file"
      hidden
      lang={getLanguage()}
      onChange={({ target }) => {
        take(target.files);
        target.value = "";
      }}
      {...extra}
    />
  );
  return (
    <div className="doc-choose">
      {input(files, { multiple: true, accept: accepted.join(), "data-testid": "document-files" })}
      {input(camera, { accept: "image/*", capture: "environment" })}
      <Button onClick={() => files.current?.click()}>{t("choose")}</Button>
      <Button onClick={() => camera.current?.click()}>{t("shoot")}</Button>
      <small>{t("drop")}</small>
    </div>
  );
}
