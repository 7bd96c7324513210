/** The drawing tool offers what our engine runs; the rest would only be refused by the check. */

type Entries = Readonly<Record<string, unknown>>;
type Filter = (entries: Entries) => Entries;
type Menu = { registerProvider(id: string, priority: number, provider: object): void };
type Palette = { registerProvider(priority: number, provider: object): void };

const unsupported =
  /signal|escalation|compensation|conditional-(start|intermediate|boundary)|link|cancel|transaction|ad-?hoc|script|rule-task|complex|event-subprocess|instantiat|data-|participant|pool|lane|group|collaboration|toggle-loop|^loop/i;

const withoutUnsupported: Filter = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => !unsupported.test(name)));

class Supported {
  static $inject = ["popupMenu", "palette"];
  constructor(popupMenu: Menu, palette: Palette) {
    // After bpmn-js's own providers, whose priority is 1000.
    popupMenu.registerProvider("bpmn-replace", 500, {
      getPopupMenuEntries: () => withoutUnsupported,
      getPopupMenuHeaderEntries: () => withoutUnsupported,
    });
    palette.registerProvider(500, { getPaletteEntries: () => withoutUnsupported });
  }
}

export const supportedModule = { __init__: ["supported"], supported: ["type", Supported] };
