/** A hall's kiosks, displays and evaluators: enrol, pair, move, revoke. */
import { Button, Form, Input, Popconfirm, Select, Space, Table, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { getHallSetup } from "../../../contracts/hall.ts";
import {
  createDevice,
  type Device,
  deviceKinds,
  listDevices,
  renameDevice,
  repairDevice,
  revokeDevice,
} from "../../../contracts/identity.ts";
import { dayAndTime } from "../../parts/time.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useCommand, useSend } from "../../staff/query.ts";
import type { Route } from "../../staff/router.ts";
import { WithHall } from "../parts/hall-choice.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { type Pairing, PairingSheet } from "./pairing-sheet.tsx";
import { t } from "./words.ts";

const stateColor = { waiting: "orange", paired: "green", revoked: "default" } as const;

export function DevicesPage({ route }: { route: Route }) {
  return (
    <WithHall route={route}>
      {(hallId, choice) => <HallDevices key={hallId} hallId={hallId} choice={choice} />}
    </WithHall>
  );
}

/** The hall's windows, for those who may see them; a system administrator binds windows later. */
function useWindows(hallId: string) {
  const may = useMay();
  const { data } = useAsk(getHallSetup, { params: { hallId } }, { enabled: may("hall.floor.view") });
  return data?.windows.filter(({ isClosedDown }) => !isClosedDown) ?? [];
}

function HallDevices({ hallId, choice }: { hallId: string; choice: ReactNode }) {
  const list = useAsk(listDevices, { params: { hallId } });
  const [editing, setEditing] = useState<Device | "new">();
  const [pairing, setPairing] = useState<Pairing>();
  const tools = (
    <>
      {choice}
      <Button type="primary" onClick={() => setEditing("new")}>
        {t("add")}
      </Button>
    </>
  );
  return (
    <Page title={t("title")} hint={t("hint")} tools={tools}>
      <Loaded of={list} isEmpty={({ devices }) => devices.length === 0} empty={t("none")}>
        {({ devices }) => (
          <DeviceTable hallId={hallId} devices={devices} onEdit={setEditing} onPairing={setPairing} />
        )}
      </Loaded>
      {editing && (
        <DeviceForm
          hallId={hallId}
          {...(editing !== "new" && { device: editing })}
          onPairing={setPairing}
          onClose={() => setEditing(undefined)}
        />
      )}
      {pairing && <PairingSheet pairing={pairing} onClose={() => setPairing(undefined)} />}
    </Page>
  );
}

type TableProps = {
  hallId: string;
  devices: Device[];
  onEdit: (device: Device) => void;
  onPairing: (pairing: Pairing) => void;
};

function DeviceTable({ hallId, devices, onEdit, onPairing }: TableProps) {
  const windows = useWindows(hallId);
  const repair = useCommand(repairDevice, [listDevices]);
  const revoke = useCommand(revokeDevice, [listDevices]);
  const pairAgain = (deviceId: string) =>
    repair.mutate({ params: { hallId, deviceId }, body: {} }, { onSuccess: onPairing });
  return (
    <Table
      rowKey="deviceId"
      size="middle"
      pagination={false}
      dataSource={devices}
      columns={[
        { title: t("name"), dataIndex: "name", render: (name: string) => <b>{name}</b> },
        { title: t("kind"), key: "kind", render: (_, { kind }) => t(`kind_${kind}`) },
        {
          title: t("window"),
          dataIndex: "windowId",
          render: (windowId: string | null) => windows.find(({ id }) => id === windowId)?.number ?? "",
        },
        {
          title: t("state"),
          key: "state",
          render: (_, { state }) => <Tag color={stateColor[state]}>{t(`state_${state}`)}</Tag>,
        },
        { title: t("pairedAt"), dataIndex: "pairedAt", className: "num", render: timeOf },
        { title: t("lastSeen"), dataIndex: "lastSeenAt", className: "num", render: timeOf },
        {
          key: "do",
          render: (_, device) =>
            device.state !== "revoked" && (
              <Space>
                <Button size="small" onClick={() => onEdit(device)}>
                  {t("edit")}
                </Button>
                <Button size="small" onClick={() => pairAgain(device.deviceId)}>
                  {t("repair")}
                </Button>
                <Popconfirm
                  title={t("revokeAsk", { name: device.name })}
                  okButtonProps={{ danger: true }}
                  onConfirm={() => revoke.mutateAsync({ params: { hallId, deviceId: device.deviceId } })}
                >
                  <Button size="small" danger>
                    {t("revoke")}
                  </Button>
                </Popconfirm>
              </Space>
            ),
        },
      ]}
    />
  );
}

const timeOf = (at: string | null) => (at ? dayAndTime(at) : "");

type Values = { kind: Device["kind"]; name: string; windowId?: string };
type FormProps = {
  hallId: string;
  device?: Device;
  onPairing: (pairing: Pairing) => void;
  onClose: () => void;
};

function DeviceForm({ hallId, device, onPairing, onClose }: FormProps) {
  const windows = useWindows(hallId);
  const create = useSend(createDevice, [listDevices]);
  const rename = useSend(renameDevice, [listDevices]);
  const save = async ({ kind, name, windowId }: Values) => {
    if (device) {
      const params = { hallId, deviceId: device.deviceId };
      return rename({ params, body: { name, windowId: windowId ?? null } });
    }
    const body = { kind, name, ...(windowId && { windowId }) };
    return onPairing(await create({ params: { hallId }, body }));
  };
  const required = [{ required: true, message: t("needed") }];
  const initial: Partial<Values> = device
    ? { name: device.name, ...(device.windowId && { windowId: device.windowId }) }
    : { kind: "kiosk" };
  return (
    <FormModal<Values>
      title={device ? t("edit") : t("add")}
      initial={initial}
      onSave={save}
      onClose={onClose}
    >
      {!device && (
        <Form.Item name="kind" label={t("kind")} rules={required}>
          <Select options={deviceKinds.map((value) => ({ value, label: t(`kind_${value}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="name" label={t("name")} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="windowId" label={t("window")}>
        <Select
          allowClear
          placeholder={t("noWindow")}
          options={windows.map(({ id, number }) => ({ value: id, label: number }))}
        />
      </Form.Item>
    </FormModal>
  );
}
