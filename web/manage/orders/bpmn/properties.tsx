/** What an element carries beside its shape: who does it, by when, with which form and papers (`mc:` attributes). */
import { Checkbox, Select } from "antd";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import type { processVocabulary } from "../../../../contracts/orders.ts";
import type { Drawing, Shape } from "./drawing.ts";
import { businesses, isBusiness, textIn } from "./drawing.ts";
import { EventFields } from "./event-fields.tsx";
import { Field, PickField, PickManyField, TextField } from "./property-fields.tsx";
import { t } from "./words.ts";

export type Vocabulary = ResultOf<typeof processVocabulary>;
export type PartProps = {
  readonly drawing: Drawing;
  readonly shape: Shape;
  readonly words: Vocabulary;
  readonly isReadOnly: boolean;
};

const evidences = ["photo", "position", "signature", "two-persons"] as const;
const idShape = /^[A-Za-z_][\w-]{0,60}$/;

export function Properties({ drawing, shape, words, isReadOnly }: PartProps) {
  const element = shape.businessObject;
  const isA = (type: string) => element.$instanceOf(type);
  const part = { drawing, shape, words, isReadOnly };
  const save = (properties: object) => drawing.update(shape, properties);
  const text = (name: string) => textIn(element, name);
  const isProcess = isA("bpmn:Process");
  return (
    <div className="properties">
      <ElementChoice {...part} />
      <TextField
        label={t("id")}
        value={element.id}
        isCode
        most={61}
        // A process keeps its key: its versions and its orders are found by it.
        isReadOnly={isReadOnly || isProcess}
        check={(id) => (idShape.test(id) && !drawing.find(id) ? undefined : t("idWrong"))}
        onSave={(id) => save({ id })}
      />
      <TextField
        label={t("name")}
        value={text("name")}
        most={100}
        isReadOnly={isReadOnly}
        onSave={(name) => save({ name: name || undefined })}
      />
      <TextField
        label={t("nameEn")}
        value={text("mc:en")}
        most={100}
        isReadOnly={isReadOnly}
        onSave={(en) => save({ "mc:en": en || undefined })}
      />
      {isProcess && (
        <>
          <PickManyField
            label={t("types")}
            value={text("mc:types")}
            codes={words.types}
            isReadOnly={isReadOnly}
            onSave={(types) => save({ "mc:types": types })}
          />
          <PickField
            label={t("responsible")}
            value={text("mc:responsible")}
            codes={words.posts}
            isReadOnly={isReadOnly}
            onSave={(post) => save({ "mc:responsible": post })}
          />
        </>
      )}
      {isA("bpmn:Task") && <TaskFields {...part} />}
      {isA("bpmn:CallActivity") && (
        <TextField
          label={t("calls")}
          value={text("calledElement")}
          isCode
          isReadOnly={isReadOnly}
          onSave={(calledElement) => save({ calledElement: calledElement || undefined })}
        />
      )}
      {isA("bpmn:Activity") && <LoopField {...part} />}
      {(isA("bpmn:Event") || isA("bpmn:ReceiveTask") || isA("bpmn:SendTask")) && <EventFields {...part} />}
      {isA("bpmn:SequenceFlow") && <FlowFields {...part} />}
      {(isA("bpmn:Activity") || isA("bpmn:CatchEvent")) && (
        <>
          <PickField
            label={t("stage")}
            value={text("mc:stage")}
            codes={words.stages}
            isReadOnly={isReadOnly}
            onSave={(stage) => save({ "mc:stage": stage })}
          />
          <Checkbox
            checked={text("mc:waits") === "customer"}
            disabled={isReadOnly}
            onChange={({ target }) => save({ "mc:waits": target.checked ? "customer" : undefined })}
          >
            {t("waits")}
          </Checkbox>
        </>
      )}
    </div>
  );
}

/** The same choice as on the drawing, for the keyboard and for those who cannot see it. */
function ElementChoice({ drawing, shape }: PartProps) {
  const options = drawing.shapes
    .filter(({ businessObject }) => businessObject.$type !== "bpmn:SequenceFlow" || businessObject.name)
    .map(({ id, businessObject }) => ({
      value: id,
      label: businessObject.name ? `${businessObject.name}（${id}）` : id,
    }));
  const known = options.some(({ value }) => value === shape.id);
  return (
    <Field label={t("element")}>
      {(id) => (
        <Select
          id={id}
          size="small"
          value={shape.id}
          showSearch={{ optionFilterProp: "label" }}
          options={known ? options : [{ value: shape.id, label: shape.id }, ...options]}
          onChange={(chosen: string) => drawing.show(chosen)}
          popupMatchSelectWidth={340}
        />
      )}
    </Field>
  );
}

function TaskFields({ drawing, shape, words, isReadOnly }: PartProps) {
  const element = shape.businessObject;
  const text = (name: string) => textIn(element, name);
  const save = (name: string) => (value: string | undefined) => drawing.update(shape, { [name]: value });
  const picker = (name: string, label: string, codes: Vocabulary["posts"]) => (
    <PickField label={label} value={text(name)} codes={codes} isReadOnly={isReadOnly} onSave={save(name)} />
  );
  if (element.$type === "bpmn:ReceiveTask") return null;
  if (element.$type === "bpmn:ServiceTask" || element.$type === "bpmn:SendTask")
    return picker("mc:handler", t("handler"), words.handlers);
  const evidence = text("mc:evidence").split(/\s+/).filter(Boolean);
  return (
    <>
      {picker("mc:post", t("post"), words.posts)}
      {picker("mc:limit", t("limit"), words.limits)}
      {picker("mc:form", t("form"), words.forms)}
      <PickManyField
        label={t("papers")}
        value={text("mc:papers")}
        codes={words.papers}
        isReadOnly={isReadOnly}
        onSave={save("mc:papers")}
      />
      <fieldset className="property">
        <legend>{t("evidence")}</legend>
        <Checkbox.Group
          value={evidence}
          disabled={isReadOnly}
          options={evidences.map((value) => ({ value, label: t(value) }))}
          onChange={(list) => save("mc:evidence")(list.join(" ") || undefined)}
        />
      </fieldset>
      {picker("mc:duty", t("duty"), words.duties)}
      {picker("mc:output", t("output"), words.outputs)}
      <Checkbox
        checked={text("mc:skippable") === "true"}
        disabled={isReadOnly}
        onChange={({ target }) => save("mc:skippable")(target.checked ? "true" : undefined)}
      >
        {t("skippable")}
      </Checkbox>
    </>
  );
}

function LoopField({ drawing, shape, words, isReadOnly }: PartProps) {
  const loop = shape.businessObject.get("loopCharacteristics");
  if (!isBusiness(loop) || loop.$type !== "bpmn:MultiInstanceLoopCharacteristics") return null;
  return (
    <PickField
      label={t("collection")}
      value={textIn(loop, "mc:collection")}
      codes={words.variables.filter(({ type }) => type === "list")}
      isReadOnly={isReadOnly}
      onSave={(collection) => drawing.updatePart(shape, loop, { "mc:collection": collection })}
    />
  );
}

function FlowFields({ drawing, shape, words, isReadOnly }: PartProps) {
  const flow = shape.businessObject;
  const source = flow.get("sourceRef");
  if (!isBusiness(source)) return null;
  const from = drawing.find(source.id);
  const mayChoose = /(Exclusive|Inclusive)Gateway$/.test(source.$type) || source.$instanceOf("bpmn:Activity");
  if (!mayChoose || !from || businesses(source.get("outgoing")).length < 2) return null;
  const expression = flow.get("conditionExpression");
  const isDefault = source.get("default") === flow;
  const saveCondition = (body: string) =>
    drawing.update(shape, {
      conditionExpression: body
        ? drawing.create("bpmn:FormalExpression", { body, language: "CEL" })
        : undefined,
    });
  return (
    <>
      <Checkbox
        checked={isDefault}
        disabled={isReadOnly}
        onChange={({ target }) => {
          if (target.checked) saveCondition("");
          drawing.update(from, { default: target.checked ? flow : undefined });
        }}
      >
        {t("isDefault")}
      </Checkbox>
      {!isDefault && (
        <TextField
          label={t("condition")}
          value={isBusiness(expression) ? textIn(expression, "body") : ""}
          rows={3}
          isCode
          isReadOnly={isReadOnly}
          onSave={saveCondition}
        />
      )}
      <details className="property-names">
        <summary>{t("conditionHint")}</summary>
        <ul>
          {words.variables.map(({ code, name }) => (
            <li key={code}>
              <code>{code}</code> {name.zh}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
