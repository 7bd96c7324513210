/** The versions of a row, newest first: who proposed, released, withdrew, and what can be done with each. */
import { App, Button, Empty, Popconfirm, Space, Tag, Timeline } from "antd";
import { useState } from "react";
import {
  type CatalogueRowVersion,
  dropCatalogueProposal,
  listCatalogueRows,
  listTypes,
  readCatalogueRow,
  readOrderCatalogue,
  releaseCatalogueRow,
  withdrawCatalogueRow,
} from "../../../../contracts/orders.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { AskReason } from "../../../staff/ask-reason.tsx";
import { reportProblem } from "../../../staff/problems.tsx";
import { useSend } from "../../../staff/query.ts";
import { useMay } from "../../parts/may.ts";
import { t } from "./row-words.ts";

const stale = [listCatalogueRows, readCatalogueRow, readOrderCatalogue, listTypes] as const;
const colours = { proposed: "gold", released: "green", withdrawn: "default" } as const;

type Props = {
  readonly versions: readonly CatalogueRowVersion[];
  readonly shownId: string | null;
  readonly onShow: (version: CatalogueRowVersion) => void;
};

export function RowVersions({ versions, shownId, onShow }: Props) {
  if (versions.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("noVersions")} />;
  return (
    <Timeline
      className="row-versions"
      items={versions.map((version) => ({
        key: version.id,
        color: version.state === "released" ? "green" : version.state === "proposed" ? "gold" : "gray",
        content: <Version version={version} isShown={version.id === shownId} onShow={onShow} />,
      }))}
    />
  );
}

type VersionProps = Pick<Props, "onShow"> & {
  readonly version: CatalogueRowVersion;
  readonly isShown: boolean;
};

function Version({ version, isShown, onShow }: VersionProps) {
  const { state, validFrom, note, releasedAt, releasedBy, withdrawnBy, withdrawnWhy } = version;
  const isDropped = state === "withdrawn" && releasedAt === null;
  return (
    <>
      <Tag color={colours[state]}>{isDropped ? t("st_dropped") : t(`st_${state}`)}</Tag>
      <b className="num">{t("since", { day: validFrom })}</b>
      <div>{note}</div>
      <div className="quiet">{t("by", { who: version.proposedBy, at: dayAndTime(version.proposedAt) })}</div>
      {releasedAt && (
        <div className="quiet">{t("releasedBy", { who: releasedBy ?? "", at: dayAndTime(releasedAt) })}</div>
      )}
      {withdrawnBy && (
        <div className="quiet">{t("withdrawnBy", { who: withdrawnBy, why: withdrawnWhy ?? "" })}</div>
      )}
      <Space className="row-acts">
        {!isShown && (
          <Button size="small" onClick={() => onShow(version)}>
            {t("showVersion")}
          </Button>
        )}
        <Acts version={version} />
      </Space>
    </>
  );
}

function Acts({ version: { id, version, state, isOwn, validFrom } }: { version: CatalogueRowVersion }) {
  const may = useMay();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<"drop" | "withdraw">();
  const release = useSend(releaseCatalogueRow, stale);
  const withdraw = useSend(withdrawCatalogueRow, stale);
  const drop = useSend(dropCatalogueProposal, stale);
  const params = { versionId: id };
  const publish = () =>
    release({ params, body: { version } })
      .then(() => void message.success(t("released")))
      .catch(reportProblem);
  return (
    <>
      {state === "proposed" && may("orders.catalogue.release") && (
        <Popconfirm
          title={t("release")}
          description={t("releaseAsk", { day: validFrom })}
          onConfirm={publish}
          disabled={isOwn}
        >
          <Button size="small" type="primary" disabled={isOwn} title={isOwn ? t("ownRelease") : undefined}>
            {t("release")}
          </Button>
        </Popconfirm>
      )}
      {state === "proposed" && may("orders.configure") && (
        <Button size="small" onClick={() => setAsking("drop")}>
          {t("drop")}
        </Button>
      )}
      {state === "released" && may("orders.catalogue.release") && (
        <Button size="small" danger onClick={() => setAsking("withdraw")}>
          {t("withdraw")}
        </Button>
      )}
      {asking && (
        <AskReason
          title={t(asking)}
          danger={asking === "withdraw"}
          onSave={(reason) => (asking === "drop" ? drop : withdraw)({ params, body: { version, reason } })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
