/** A drawing on the screen: bpmn-js with only what the designer uses of it, typed. */
import DeclaredModeler from "bpmn-js/lib/Modeler.js";
import DeclaredViewer from "bpmn-js/lib/NavigatedViewer.js";
import { mcModdle } from "../../../../contracts/orders/mc-moddle.ts";
import { supportedModule } from "./supported.ts";
import { translateModule } from "./translate.ts";

/** bpmn-js declares its files as CommonJS while the bundler reads them as modules: either shape is right. */
const Modeler = "default" in DeclaredModeler ? DeclaredModeler.default : DeclaredModeler;
const NavigatedViewer = "default" in DeclaredViewer ? DeclaredViewer.default : DeclaredViewer;
type Tool = InstanceType<typeof DeclaredModeler.default> | InstanceType<typeof DeclaredViewer.default>;

/** What a shape stands for: the element of the file. */
export type Business = {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  get(name: string): unknown;
  $instanceOf(type: string): boolean;
};
export type Shape = {
  readonly id: string;
  readonly type: string;
  readonly businessObject: Business;
  /** Of what has a place of its own; flows and the process have none. */
  readonly x?: number;
  readonly y?: number;
};
type Listener = (event: { readonly newSelection?: readonly Shape[] }) => void;
type Services = {
  canvas: {
    zoom(level?: number | "fit-viewport", center?: "auto"): number;
    addMarker(id: string, marker: string): void;
    removeMarker(id: string, marker: string): void;
    scrollToElement(id: string, padding?: number): void;
    getRootElement(): Shape;
    viewbox(): {
      readonly scale: number;
      readonly outer: { readonly width: number; readonly height: number };
    };
    viewbox(box: { x: number; y: number; width: number; height: number }): unknown;
  };
  elementRegistry: { get(id: string): Shape | undefined; getAll(): readonly Shape[] };
  selection: { select(shape: Shape): void };
  overlays: { add(id: string, overlay: object): string; clear(): void };
  modeling: {
    updateProperties(shape: Shape, properties: object): void;
    updateModdleProperties(shape: Shape, element: Business, properties: object): void;
  };
  bpmnFactory: { create(type: string, properties: object): Business };
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean };
  eventBus: { on(name: string, listener: Listener): void };
};

export type Badge = { readonly elementId: string; readonly text: string; readonly tone: string };

export const isBusiness = (value: unknown): value is Business =>
  typeof value === "object" && value !== null && "$type" in value;
export const businesses = (value: unknown): Business[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isBusiness) : [];
export const textIn = (element: Business | undefined, name: string): string => {
  const value = element?.get(name);
  return typeof value === "string" ? value : "";
};

/** Names of steps can be read from here on. */
const readable = 0.7;
const paletteWidth = 110;

export class Drawing {
  readonly #tool: Tool;
  readonly isReadOnly: boolean;
  #marked: readonly (readonly [id: string, marker: string])[] = [];

  constructor(container: HTMLElement, isReadOnly: boolean) {
    this.isReadOnly = isReadOnly;
    const common = { container, moddleExtensions: { mc: mcModdle } };
    this.#tool = isReadOnly
      ? new NavigatedViewer({ ...common, additionalModules: [translateModule] })
      : new Modeler({ ...common, additionalModules: [translateModule, supportedModule] });
  }

  #get<K extends keyof Services>(name: K): Services[K] {
    return this.#tool.get<Services[K]>(name);
  }

  async open(xml: string): Promise<void> {
    await this.#tool.importXML(xml);
    this.fit();
    if (!this.isReadOnly && this.#get("canvas").zoom() < readable) this.#showStart();
  }
  /** A long process is not readable as a whole: it is opened where it begins, beside the palette. */
  #showStart(): void {
    const canvas = this.#get("canvas");
    const start = this.shapes.find(({ type }) => type === "bpmn:StartEvent");
    if (start?.x === undefined || start.y === undefined) return;
    const { width, height } = canvas.viewbox().outer;
    canvas.viewbox({
      x: start.x - paletteWidth / readable,
      y: start.y - height / 2 / readable,
      width: width / readable,
      height: height / readable,
    });
  }
  async xml(): Promise<string> {
    return (await this.#tool.saveXML({ format: true })).xml ?? "";
  }
  close(): void {
    this.#tool.destroy();
  }
  onSelect(listener: (shape: Shape) => void): void {
    this.#get("eventBus").on("selection.changed", ({ newSelection = [] }) => {
      const [only, ...more] = newSelection;
      listener(only && more.length === 0 ? only : this.root);
    });
  }
  onChange(listener: () => void): void {
    this.#get("eventBus").on("commandStack.changed", listener);
  }

  fit(): void {
    this.#get("canvas").zoom("fit-viewport", "auto");
  }
  zoomBy(factor: number): void {
    const canvas = this.#get("canvas");
    canvas.zoom(canvas.zoom() * factor, "auto");
  }
  get root(): Shape {
    return this.#get("canvas").getRootElement();
  }
  find(id: string): Shape | undefined {
    return this.#get("elementRegistry").get(id);
  }
  /** All that has a name of its own, as the file has it; no labels. */
  get shapes(): readonly Shape[] {
    return this.#get("elementRegistry")
      .getAll()
      .filter(({ id, businessObject }) => businessObject?.id === id && !/^bpmndi/.test(businessObject.$type));
  }
  /** Selects an element and brings it into sight. */
  show(id: string): boolean {
    const shape = this.find(id);
    if (!shape) return false;
    const canvas = this.#get("canvas");
    if (canvas.zoom() < readable) canvas.zoom(readable, "auto");
    canvas.scrollToElement(id, 160);
    if (!this.isReadOnly) this.#get("selection").select(shape);
    return true;
  }

  mark(marks: readonly (readonly [id: string, marker: string])[]): void {
    const canvas = this.#get("canvas");
    for (const [id, marker] of this.#marked) if (this.find(id)) canvas.removeMarker(id, marker);
    this.#marked = marks.filter(([id]) => this.find(id));
    for (const [id, marker] of this.#marked) canvas.addMarker(id, marker);
  }
  badge(badges: readonly Badge[]): void {
    const overlays = this.#get("overlays");
    overlays.clear();
    for (const { elementId, text, tone } of badges) {
      if (!this.find(elementId)) continue;
      const html = document.createElement("div");
      html.className = `drawing-badge ${tone}`;
      html.textContent = text;
      overlays.add(elementId, { position: { bottom: 8, right: 24 }, html });
    }
  }

  update(shape: Shape, properties: object): void {
    this.#get("modeling").updateProperties(shape, properties);
  }
  updatePart(shape: Shape, part: Business, properties: object): void {
    this.#get("modeling").updateModdleProperties(shape, part, properties);
  }
  create(type: string, properties: object): Business {
    return this.#get("bpmnFactory").create(type, properties);
  }
  undo(): void {
    this.#get("commandStack").undo();
  }
  redo(): void {
    this.#get("commandStack").redo();
  }

  /** Messages and errors stand at the top of a file; one of that name, made when there is none. */
  rootElement(shape: Shape, type: "bpmn:Message" | "bpmn:Error", key: string, value: string): Business {
    const definitions: unknown = this.#tool.getDefinitions();
    if (!isBusiness(definitions)) throw new Error("nothing is drawn");
    const roots = businesses(definitions.get("rootElements"));
    const present = roots.find((one) => one.$type === type && one.get(key) === value);
    if (present) return present;
    const kind = type === "bpmn:Message" ? "message" : "error";
    const made = this.create(type, {
      id: `${kind}-${value.replace(/[^\w-]+/g, "-")}-${roots.length}`,
      name: value,
      ...(key === "name" ? {} : { [key]: value }),
    });
    this.updatePart(shape, definitions, {
      rootElements: [...(definitions.get("rootElements") as object[]), made],
    });
    return made;
  }
}
