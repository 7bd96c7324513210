/** What an event waits for or says: a time, a message, an error. */
import { InputNumber, Segmented, Select } from "antd";
import { type Business, businesses, isBusiness, textIn } from "./drawing.ts";
import type { PartProps } from "./properties.tsx";
import { Field, PickField, TextField } from "./property-fields.tsx";
import { t } from "./words.ts";

export function EventFields(props: PartProps) {
  const element = props.shape.businessObject;
  const [definition] = businesses(element.get("eventDefinitions"));
  if (definition?.$type === "bpmn:TimerEventDefinition") return <TimerFields {...props} timer={definition} />;
  const holder = definition ?? (element.$instanceOf("bpmn:Task") ? element : undefined);
  if (!holder) return null;
  if (definition?.$type === "bpmn:ErrorEventDefinition")
    return <RefField {...props} holder={holder} property="errorRef" type="bpmn:Error" name="errorCode" />;
  if (definition && definition.$type !== "bpmn:MessageEventDefinition") return null;
  return <RefField {...props} holder={holder} property="messageRef" type="bpmn:Message" name="name" />;
}

type RefProps = PartProps & {
  readonly holder: Business;
  readonly property: string;
  readonly type: "bpmn:Message" | "bpmn:Error";
  readonly name: "name" | "errorCode";
};

function RefField({ drawing, shape, isReadOnly, holder, property, type, name }: RefProps) {
  const present = holder.get(property);
  return (
    <TextField
      label={type === "bpmn:Message" ? t("message") : t("errorCode")}
      value={isBusiness(present) ? textIn(present, name) : ""}
      isCode
      most={60}
      isReadOnly={isReadOnly}
      onSave={(typed) => {
        const target = typed ? drawing.rootElement(shape, type, name, typed) : undefined;
        drawing.updatePart(shape, holder, { [property]: target });
      }}
    />
  );
}

type TimerBy = "duration" | "limit" | "share";

function TimerFields({ drawing, shape, words, isReadOnly, timer }: PartProps & { readonly timer: Business }) {
  const duration = timer.get("timeDuration");
  const by: TimerBy = timer.get("mc:share") ? "share" : timer.get("mc:limit") ? "limit" : "duration";
  const save = (properties: object) => drawing.updatePart(shape, timer, properties);
  const nothing = {
    timeDuration: undefined,
    "mc:limit": undefined,
    "mc:share": undefined,
    "mc:of": undefined,
  };
  const expression = (body: string) => drawing.create("bpmn:FormalExpression", { body });
  const [firstLimit] = words.limits;
  const change = (next: TimerBy) => {
    if (next === "duration") save({ ...nothing, timeDuration: expression("P1D") });
    if (next === "limit") save({ ...nothing, "mc:limit": firstLimit?.code });
    if (next === "share") save({ ...nothing, "mc:share": "80", "mc:of": hostOf(shape.businessObject) });
  };
  const steps = drawing.shapes.filter(({ businessObject }) => businessObject.get("mc:limit"));
  return (
    <>
      <Field label={t("timer")}>
        {(id) => (
          <Segmented<TimerBy>
            id={id}
            size="small"
            block
            value={by}
            disabled={isReadOnly}
            onChange={change}
            options={[
              { value: "duration", label: t("byDuration") },
              { value: "limit", label: t("byLimit") },
              { value: "share", label: t("share") },
            ]}
          />
        )}
      </Field>
      {by === "duration" && (
        <TextField
          label={t("duration")}
          value={isBusiness(duration) ? textIn(duration, "body") : ""}
          isCode
          isReadOnly={isReadOnly}
          onSave={(body) => save({ timeDuration: body ? expression(body) : undefined })}
        />
      )}
      {by === "limit" && (
        <PickField
          label={t("limit")}
          value={textIn(timer, "mc:limit")}
          codes={words.limits}
          isReadOnly={isReadOnly}
          onSave={(limit) => save({ "mc:limit": limit })}
        />
      )}
      {by === "share" && (
        <>
          <Field label={t("byShare")}>
            {(id) => (
              <InputNumber
                id={id}
                size="small"
                min={1}
                max={1000}
                value={Number(timer.get("mc:share"))}
                disabled={isReadOnly}
                onChange={(share) => save({ "mc:share": String(share ?? 80) })}
              />
            )}
          </Field>
          <Field label={t("of")}>
            {(id) => (
              <Select
                id={id}
                size="small"
                value={textIn(timer, "mc:of") || null}
                disabled={isReadOnly}
                options={steps.map(({ id: value, businessObject }) => ({
                  value,
                  label: businessObject.name ?? value,
                }))}
                onChange={(of: string | null) => save({ "mc:of": of ?? undefined })}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}

function hostOf(event: Business): string | undefined {
  const host = event.get("attachedToRef");
  return isBusiness(host) ? host.id : undefined;
}
