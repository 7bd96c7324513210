/** Forms of the archive: fields as a list, drafts that survive a reload, and two versions side by side on a conflict. */
import { Form, Input, InputNumber, Select, Switch } from "antd";
import { type ReactElement, useState } from "react";
import { ApiProblem } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { DayPicker } from "../../../staff/day-picker.tsx";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useFormDraft } from "../use-form-draft.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";

const t = defineWords({ required: ["请填写", "Please fill this in"] });

type Given = { id?: string; onChange?: (value: unknown) => void };
export type Option = { readonly value: string; readonly label: string };
export type Field<Values> = {
  readonly name: keyof Values & string;
  readonly label: string;
  readonly kind: "text" | "area" | "number" | "select" | "day" | "switch" | "custom";
  /** For `custom`: the control itself. */
  readonly custom?: (given: Given) => ReactElement;
  readonly options?: readonly Option[];
  readonly required?: boolean;
  readonly extra?: string;
  readonly max?: number;
  /** Takes the whole width of the form. */
  readonly wide?: boolean;
  /** What is wrong with what was typed; undefined when nothing is. */
  readonly check?: (typed: string) => string | undefined;
};

export function Fields<Values>({ fields }: { fields: readonly Field<Values>[] }) {
  return (
    <div className="form-grid">
      {fields.map((field, index) => (
        <Form.Item
          key={field.name}
          name={field.name as string}
          label={field.label}
          extra={field.extra}
          className={field.wide || field.kind === "area" ? "is-wide" : ""}
          valuePropName={field.kind === "switch" ? "checked" : "value"}
          rules={rulesOf(field)}
          validateTrigger={field.check ? ["onBlur", "onChange"] : "onChange"}
        >
          <Control field={field} isFirst={index === 0} />
        </Form.Item>
      ))}
    </div>
  );
}

/** Ant Design hands value and change handler to whatever stands inside `Form.Item`. */
type ControlProps<Values> = Given & { field: Field<Values>; isFirst: boolean };

function Control<Values>({ field, isFirst, ...given }: ControlProps<Values>) {
  const { kind, max = 200, options = [] } = field;
  switch (kind) {
    case "custom":
      return field.custom?.(given) ?? null;
    case "area":
      return <Input.TextArea {...given} rows={3} maxLength={max} autoFocus={isFirst} />;
    case "number":
      return <InputNumber {...given} min={0} style={{ width: "100%" }} autoFocus={isFirst} />;
    case "select":
      return (
        <Select
          {...given}
          options={[...options]}
          allowClear={!field.required}
          showSearch={{ optionFilterProp: "label" }}
          autoFocus={isFirst}
        />
      );
    case "day":
      return (
        <DayPicker
          {...given}
          label={field.label}
          onClear={field.required ? undefined : () => given.onChange?.(null)}
        />
      );
    case "switch":
      return <Switch {...given} />;
    default:
      return <Input {...given} maxLength={max} autoFocus={isFirst} autoComplete="off" />;
  }
}

function rulesOf<Values>({ required, check }: Field<Values>) {
  const rules = [];
  if (required) rules.push({ required: true, message: t("required") });
  if (check)
    rules.push({
      validator: async (_: unknown, typed: unknown) => {
        const wrong = typeof typed === "string" && typed !== "" ? check(typed) : undefined;
        if (wrong) throw new Error(wrong);
      },
    });
  return rules;
}

export type Versioned<Values> = { readonly version: number; readonly values: Values };
type Props<Values> = {
  title: string;
  fields: readonly Field<Values>[];
  /** What is being changed; null for something new. */
  base: Versioned<Values>;
  /** The name of the draft; null keeps none, because numbers of people are typed into it. */
  draft: string | null;
  onSave: (values: Values, version: number) => Promise<unknown>;
  /** What is stored now, when somebody else was faster. */
  latest?: () => Promise<Versioned<Values> & { readonly who: string }>;
  onClose: () => void;
  saveLabel?: string;
  danger?: boolean;
};

type Conflict<Values> = { mine: Values; theirs: Versioned<Values> & { readonly who: string } };

/** What the draft remembers: beside what was typed, what it began with. */
type Draft<Values> = Versioned<Partial<Values>> & { readonly base: Values };

/**
 * A form that remembers what it began with, although the page behind it goes on and may be loaded anew: held against
 * anything newer, somebody else's change would look like one that was taken back here.
 */
export function CommandForm<Values extends object>(props: Props<Values>) {
  const { title, fields, onSave, latest, onClose, saveLabel, danger } = props;
  const draft = useFormDraft<Draft<Values>>(props.draft);
  const [base] = useState<Versioned<Values>>(() => {
    const { version, base: values } = draft.kept ?? {};
    return version === undefined || values === undefined ? props.base : { version, values };
  });
  const [conflict, setConflict] = useState<Conflict<Values>>();
  const done = () => {
    draft.forget();
    onClose();
  };
  const save = async (mine: Values, version: number) => {
    try {
      await onSave(mine, version);
    } catch (error) {
      const isConflict = error instanceof ApiProblem && error.code === "customers.edited_meanwhile";
      if (isConflict && latest) setConflict({ mine, theirs: await latest() });
      throw error;
    }
  };
  if (conflict) {
    return (
      <ConflictDialog
        title={title}
        fields={fields}
        base={base.values}
        mine={conflict.mine}
        theirs={conflict.theirs.values}
        who={conflict.theirs.who}
        onSave={async (values) => {
          await save(values, conflict.theirs.version);
          done();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <FormModal<Values>
      title={title}
      width={fields.length > 8 ? 880 : 640}
      initial={{ ...base.values, ...draft.kept?.values }}
      {...(saveLabel && { saveLabel })}
      {...(danger && { danger })}
      onValues={(values) => draft.keep({ version: base.version, base: base.values, values })}
      onSave={async (values) => {
        // What the form does not show stays as it was.
        await save({ ...base.values, ...values }, base.version);
        draft.forget();
      }}
      onClose={done}
    >
      <Fields fields={fields} />
    </FormModal>
  );
}
