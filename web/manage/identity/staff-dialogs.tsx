/** The dialogs of the staff page, one at a time. */
import { Drawer, Form, Input, Select } from "antd";
import {
  createStaff,
  editStaff,
  listPosts,
  listStaff,
  removeStaffTotp,
  resetAdministrator,
  resetPassword,
  type Staff,
  setStaffState,
  unlinkSignOn,
} from "../../../contracts/identity.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { HandedOver } from "./handed-over.tsx";
import { StaffSessions } from "./sessions.tsx";
import { t } from "./words.ts";

type OnPerson =
  | "edit"
  | "reset"
  | "reset-administrator"
  | "enable"
  | "disable"
  | "leave"
  | "sessions"
  | "take-totp"
  | "unlink";
export type StaffDialog =
  | { kind: "create" }
  | { kind: "handed-over"; name: string; password: string }
  | { kind: OnPerson; person: Staff };

type Props = { dialog: StaffDialog; onDialog: (dialog: StaffDialog | undefined) => void };

const nextState = { enable: "active", disable: "disabled", leave: "left" } as const;

export function StaffDialogs({ dialog, onDialog }: Props) {
  const setState = useSend(setStaffState, [listStaff]);
  const reset = useSend(resetPassword, [listStaff]);
  const resetOther = useSend(resetAdministrator, [listStaff]);
  const takeTotp = useSend(removeStaffTotp, [listStaff]);
  const unlink = useSend(unlinkSignOn, [listStaff]);
  const close = () => onDialog(undefined);
  /** Closing the form must not close what it opened. */
  const handOver = (name: string, password: string) =>
    queueMicrotask(() => setTimeout(() => onDialog({ kind: "handed-over", name, password })));

  switch (dialog.kind) {
    case "create":
    case "edit":
      return (
        <StaffForm
          {...(dialog.kind === "edit" && { person: dialog.person })}
          onCreated={handOver}
          onClose={close}
        />
      );
    case "handed-over":
      return <HandedOver name={dialog.name} password={dialog.password} onClose={close} />;
    case "sessions":
      return (
        <Drawer open onClose={close} title={`${dialog.person.name} · ${t("sessions")}`} size={720}>
          <StaffSessions staffId={dialog.person.staffId} />
        </Drawer>
      );
    case "take-totp":
      return (
        <AskReason
          title={`${t("takeTotp")} · ${dialog.person.name}`}
          danger
          onSave={(reason) => takeTotp({ params: { staffId: dialog.person.staffId }, body: { reason } })}
          onClose={close}
        />
      );
    case "unlink":
      return (
        <FormModal<object>
          title={`${t("unlink")} · ${dialog.person.name}`}
          initial={{}}
          saveLabel={t("unlink")}
          onSave={() => unlink({ params: { staffId: dialog.person.staffId } })}
          onClose={close}
          width={460}
        >
          {t("unlinkAsk")}
        </FormModal>
      );
    case "reset":
    case "reset-administrator": {
      const send = dialog.kind === "reset" ? reset : resetOther;
      const { staffId, name } = dialog.person;
      return (
        <AskReason
          title={t("reset")}
          danger
          onSave={async (reason) => {
            const { initialPassword } = await send({ params: { staffId }, body: { reason } });
            handOver(name, initialPassword);
          }}
          onClose={close}
        />
      );
    }
    default: {
      const { kind, person } = dialog;
      const label = kind === "enable" ? t("enable") : kind === "disable" ? t("disable") : t("markLeft");
      return (
        <AskReason
          title={`${label} · ${person.name}`}
          danger={kind !== "enable"}
          onSave={(reason) =>
            setState({ params: { staffId: person.staffId }, body: { state: nextState[kind], reason } })
          }
          onClose={close}
        />
      );
    }
  }
}

type Values = { login: string; name: string; staffNumber: string; post: string; unitId: string };
type FormProps = { person?: Staff; onCreated: (name: string, password: string) => void; onClose: () => void };

function StaffForm({ person, onCreated, onClose }: FormProps) {
  const create = useSend(createStaff, [listStaff]);
  const edit = useSend(editStaff, [listStaff]);
  const { data } = useAsk(listPosts);
  const save = async ({ login, ...fields }: Values) => {
    if (person) return edit({ params: { staffId: person.staffId }, body: fields });
    const { initialPassword } = await create({ body: { login, ...fields } });
    return onCreated(fields.name, initialPassword);
  };
  const required = { required: true, message: t("needed") };
  return (
    <FormModal<Values>
      title={person ? t("edit") : t("newStaff")}
      initial={person ?? {}}
      onSave={save}
      onClose={onClose}
    >
      <div className="two-columns">
        <Form.Item name="name" label={t("name")} rules={[required]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="staffNumber"
          label={t("staffNumber")}
          rules={[required, { pattern: /^[A-Za-z0-9-]{1,20}$/, message: t("numberRule") }]}
        >
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
      </div>
      {!person && (
        <Form.Item
          name="login"
          label={t("login")}
          rules={[required, { pattern: /^[a-z][a-z0-9._-]{1,31}$/, message: t("loginRule") }]}
        >
          <Input maxLength={32} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="post" label={t("post")} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={data?.posts.map(({ code, name }) => ({ value: code, label: pick(name) })) ?? []}
        />
      </Form.Item>
      <Form.Item name="unitId" label={t("unit")} rules={[required]}>
        <UnitSelect />
      </Form.Item>
    </FormModal>
  );
}
