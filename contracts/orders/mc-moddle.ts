/**
 * Our own attributes on BPMN elements, as a descriptor for moddle: the server reads process files with it, the designer
 * page gives it to bpmn-js, so that a file keeps them through both. Plain data; imports nothing.
 *
 * What each attribute may hold is checked in `server/modules/orders/process/mc-attributes.ts`.
 */
export const mcNamespace = "https://mingchuang.dev/bpmn/1";

const attribute = (name: string) => ({ name, isAttr: true, type: "String" });

export const mcModdle = {
  name: "Mingchuang",
  uri: mcNamespace,
  prefix: "mc",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Named", extends: ["bpmn:BaseElement"], properties: [attribute("en")] },
    {
      name: "Process",
      extends: ["bpmn:Process"],
      properties: ["types", "responsible"].map(attribute),
    },
    { name: "Step", extends: ["bpmn:FlowNode"], properties: ["stage", "waits"].map(attribute) },
    {
      name: "Work",
      extends: ["bpmn:Task"],
      properties: ["post", "form", "papers", "evidence", "duty", "output", "skippable", "handler"].map(
        attribute,
      ),
    },
    {
      name: "Limited",
      extends: ["bpmn:Task", "bpmn:TimerEventDefinition"],
      properties: [attribute("limit")],
    },
    {
      name: "Timer",
      extends: ["bpmn:TimerEventDefinition"],
      properties: ["share", "of"].map(attribute),
    },
    {
      name: "Each",
      extends: ["bpmn:MultiInstanceLoopCharacteristics"],
      properties: [attribute("collection")],
    },
  ],
} as const;

/** All our attribute names; one that is not among them is a typing error in the file. */
export const mcAttributes: readonly string[] = [
  ...new Set(mcModdle.types.flatMap((type) => type.properties.map((property) => property.name))),
];
