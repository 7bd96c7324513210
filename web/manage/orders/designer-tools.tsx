/** The commands on a drawing: save, publish, discard, compare, carry a file in and out. */
import { MoreOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Form, Input, Popconfirm } from "antd";
import { useRef, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import {
  discardProcessDraft,
  listProcesses,
  type ProcessVersion,
  publishProcess,
  readProcessVersion,
  saveProcessDraft,
} from "../../../contracts/orders.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useSend } from "../../staff/query.ts";
import { go } from "../../staff/router.ts";
import { useMay } from "../parts/may.ts";
import type { Drawing } from "./bpmn/drawing.ts";
import { t } from "./process-words.ts";

type Props = {
  readonly opened: ResultOf<typeof readProcessVersion>;
  readonly draft: ProcessVersion | undefined;
  readonly published: ProcessVersion | undefined;
  readonly drawing: Drawing | undefined;
  readonly isReadOnly: boolean;
  readonly isChanged: boolean;
  readonly errors: number;
  readonly onFork: () => void;
  readonly onLoad: (xml: string) => void;
  readonly onSaved: () => void;
  readonly onRefused: () => void;
};

export function DesignerTools(props: Props) {
  const { opened, draft, published, drawing, isReadOnly, onFork } = props;
  const { key: processKey, version } = opened;
  const may = useMay();
  const back = <Button onClick={() => go(["processes", processKey])}>{t("versions")}</Button>;
  return (
    <>
      {isReadOnly && may("orders.process.design") && draft && draft.version !== version.version && (
        <Button onClick={() => go(["processes", processKey, String(draft.version)])}>
          {t("openDraft", { n: draft.version })}
        </Button>
      )}
      {isReadOnly && may("orders.process.design") && !draft && (
        <Button onClick={onFork}>{t("editFrom")}</Button>
      )}
      {!isReadOnly && <Save {...props} />}
      {version.state === "draft" && may("orders.process.publish") && <Publish {...props} />}
      {published && published.version !== version.version && (
        <Button
          onClick={() =>
            go(["processes", processKey, "compare"], { from: published.version, to: version.version })
          }
        >
          {t("compareWithPublished")}
        </Button>
      )}
      {back}
      {drawing && <More {...props} />}
    </>
  );
}

function Save({ opened, drawing, isChanged, onSaved }: Props) {
  const { message } = App.useApp();
  const [isAsking, setAsking] = useState(false);
  // The drawing stays open as it is; what is read anew is who changed it and its hash.
  const save = useSend(saveProcessDraft, [listProcesses, readProcessVersion]);
  const { key: processKey, version } = opened;
  const [seen, setSeen] = useState(version.state === "draft" ? version.hash : null);
  const send = async ({ note = "" }: { note?: string }) => {
    const xml = (await drawing?.xml()) ?? "";
    const answer = await save({ params: { processKey }, body: { xml, note, seenHash: seen } });
    setSeen(answer.version.hash);
    onSaved();
    void message.success(t("saved"));
    if (answer.version.version !== version.version)
      go(["processes", processKey, String(answer.version.version)]);
  };
  return (
    <>
      <Button
        type="primary"
        disabled={!drawing || (!isChanged && seen !== null)}
        onClick={() => setAsking(true)}
      >
        {t("save")}
      </Button>
      {isAsking && (
        <FormModal<{ note?: string }>
          title={t("save")}
          initial={{ note: version.state === "draft" ? version.note : "" }}
          onSave={send}
          onClose={() => setAsking(false)}
          width={460}
        >
          <Form.Item name="note" label={t("noteAsk")}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </FormModal>
      )}
    </>
  );
}

function Publish({ opened, isChanged, isReadOnly, errors, onRefused }: Props) {
  const { message } = App.useApp();
  const publish = useSend(publishProcess, [listProcesses, readProcessVersion]);
  const { key: processKey, version } = opened;
  const n = version.version;
  const blocked = version.isOwn
    ? t("ownPublish")
    : errors > 0
      ? t("hasErrors", { n: errors })
      : isChanged && !isReadOnly
        ? t("saveFirst")
        : undefined;
  const send = async () => {
    try {
      await publish({ params: { processKey, version: n }, body: { hash: version.hash } });
      void message.success(t("isPublished"));
    } catch (refusal) {
      reportProblem(refusal);
      onRefused();
    }
  };
  const button = (
    <Button type="primary" disabled={blocked !== undefined} {...(blocked ? { title: blocked } : {})}>
      {t("publish", { n })}
    </Button>
  );
  if (blocked)
    return (
      <>
        <span className="quiet">{blocked}</span>
        {button}
      </>
    );
  return (
    <Popconfirm
      title={t("publish", { n })}
      description={t("publishAsk")}
      onConfirm={send}
      placement="bottomRight"
    >
      {button}
    </Popconfirm>
  );
}

function More({ opened, drawing, isReadOnly, onLoad }: Props) {
  const { modal } = App.useApp();
  const discard = useSend(discardProcessDraft, [listProcesses]);
  const file = useRef<HTMLInputElement>(null);
  const { key: processKey, version } = opened;
  const download = async () => {
    const url = URL.createObjectURL(new Blob([(await drawing?.xml()) ?? ""], { type: "application/xml" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: `${processKey}.bpmn` });
    link.click();
    URL.revokeObjectURL(url);
  };
  const throwAway = () =>
    void modal.confirm({
      title: t("discard"),
      content: t("discardAsk"),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await discard({ params: { processKey }, query: { hash: version.hash } });
          go(["processes", processKey]);
        } catch (refusal) {
          reportProblem(refusal);
        }
      },
    });
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "export", label: t("exportFile"), onClick: () => void download() },
            ...(isReadOnly
              ? []
              : [
                  { key: "import", label: t("importFile"), onClick: () => file.current?.click() },
                  ...(version.state === "draft"
                    ? [{ key: "discard", danger: true, label: t("discard"), onClick: throwAway }]
                    : []),
                ]),
          ],
        }}
      >
        <Button icon={<MoreOutlined />} aria-label="…" />
      </Dropdown>
      <input
        ref={file}
        type="file"
        accept=".bpmn,.xml"
        hidden
        aria-label={t("importFile")}
        onChange={async ({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) onLoad(await chosen.text());
          target.value = "";
        }}
      />
    </>
  );
}
