/** The papers of a customer: looked at, added by dropping, pasting, choosing or photographing, verified, withdrawn. */
import { Button, Checkbox } from "antd";
import { type ClipboardEvent, type DragEvent, useState } from "react";
import type { CustomerDocument, listDocuments } from "../../../contracts/customers/documents.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { Icon } from "../../parts/icons.tsx";
import { useMe } from "../../staff/session.tsx";
import { AddDocument } from "./documents/add-document.tsx";
import { DocumentCard } from "./documents/document-card.tsx";
import { DocumentPreview } from "./documents/preview.tsx";
import { useDocuments } from "./documents/queries.ts";
import { groupName, t } from "./documents/words.ts";
import { Nothing, Part, Shown } from "./states.tsx";
import "./documents/documents.css";

type Adding = { readonly files: readonly File[]; readonly to?: CustomerDocument };
type Opened = { readonly document: CustomerDocument; readonly page: number };
type Listed = ResultOf<typeof listDocuments>;

export function DocumentsPanel({ customerId }: { customerId: string }) {
  const [withEnded, setWithEnded] = useState(false);
  const asked = useDocuments(customerId, withEnded);
  const mayAdd = useMe().capabilities.includes("customers.documents.add");
  const [adding, setAdding] = useState<Adding>();
  const [opened, setOpened] = useState<Opened>();
  const drop = useDrop(mayAdd, (files) => setAdding({ files }));
  return (
    <div className={`doc-panel ${drop.isOver ? "is-over" : ""}`} {...drop.listeners}>
      <div className="doc-bar">
        <Checkbox checked={withEnded} onChange={({ target }) => setWithEnded(target.checked)}>
          {t("ended")}
        </Checkbox>
        {mayAdd && <small>{t(drop.isOver ? "dropNow" : "drop")}</small>}
        {mayAdd && (
          <Button type="primary" icon={<Icon name="paper" />} onClick={() => setAdding({ files: [] })}>
            {t("add")}
          </Button>
        )}
      </div>
      <Shown asked={asked} rows={6}>
        {(listed) => (
          <>
            <Groups
              listed={listed}
              customerId={customerId}
              mayAdd={mayAdd}
              onOpen={setOpened}
              onAddPage={(to) => setAdding({ files: [], to })}
            />
            {adding && (
              <AddDocument
                customerId={customerId}
                types={listed.types}
                files={adding.files}
                to={adding.to}
                onClose={() => setAdding(undefined)}
              />
            )}
          </>
        )}
      </Shown>
      {opened && (
        <DocumentPreview
          customerId={customerId}
          document={opened.document}
          first={opened.page}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
}

type GroupsProps = {
  listed: Listed;
  customerId: string;
  mayAdd: boolean;
  onOpen: (opened: Opened) => void;
  onAddPage: (to: CustomerDocument) => void;
};

function Groups({ listed: { documents, types }, customerId, mayAdd, onOpen, onAddPage }: GroupsProps) {
  if (documents.length === 0) return <Nothing>{t("none")}</Nothing>;
  const groupOf = new Map(types.map(({ code, group }) => [code, group]));
  const groups = [...new Set(types.map(({ group }) => group))];
  return groups.map((group) => {
    const own = documents.filter(({ type }) => groupOf.get(type) === group);
    if (own.length === 0) return null;
    return (
      <Part key={group} title={groupName(group)} count={own.length}>
        <ul className="doc-cards">
          {own.map((document) => (
            <DocumentCard
              key={document.id}
              customerId={customerId}
              document={document}
              mayAdd={mayAdd}
              onOpen={(page) => onOpen({ document, page })}
              onAddPage={() => onAddPage(document)}
            />
          ))}
        </ul>
      </Part>
    );
  });
}

/** Files that are dropped on the panel, or pasted while it has the focus. */
function useDrop(isOpen: boolean, take: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  if (!isOpen) return { isOver: false, listeners: {} };
  const given = (list: FileList | undefined) => {
    const files = [...(list ?? [])];
    if (files.length > 0) take(files);
    return files.length > 0;
  };
  const listeners = {
    tabIndex: -1,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      given(event.dataTransfer.files);
    },
    onPaste: (event: ClipboardEvent) => {
      if (given(event.clipboardData.files)) event.preventDefault();
    },
  };
  return { isOver, listeners };
}
