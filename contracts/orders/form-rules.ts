/** What holds of a form's fields beyond their kind: on the screen as on the platform. */
import type { Words } from "../endpoint.ts";
import type { FormField, FormValues } from "./shapes.ts";

export const fieldFormats = {
  "outage-number": {
    // Each system of outages numbers in its own way: what is refused is a sentence where a number belongs.
    shape: /^(?=.*\d)[A-Z0-9-]{4,40}$/,
    say: {
      zh: "停电编号由字母、数字和短横线组成，4 到 40 位，至少一位数字，例如 TD2603-07。",
      en: "An outage number is 4 to 40 letters, digits and dashes with a digit among them, such as TD2603-07.",
    },
  },
} as const satisfies Record<string, { readonly shape: RegExp; readonly say: Words }>;

/** As people write a number, one way: without blanks, in capitals, no full-width signs. */
export const plainNumber = (typed: string): string =>
  typed.normalize("NFKC").replace(/\s+/g, "").toUpperCase();

/** What the format of a text asks for, where it is not met. */
export function formatFault({ format }: Pick<FormField, "format">, value: unknown): Words | undefined {
  if (format === undefined || typeof value !== "string") return undefined;
  const { shape, say } = fieldFormats[format];
  return shape.test(plainNumber(value)) ? undefined : say;
}

/** Whether a field must be filled in, as far as the others go. */
export function isFieldNeeded({ isRequired, neededWhen }: FormField, values: FormValues): boolean {
  const answer = neededWhen && values[neededWhen.field];
  const isGiven = answer !== undefined && answer !== null && answer !== "";
  return isRequired || (isGiven && (neededWhen?.is?.includes(String(answer)) ?? true));
}
