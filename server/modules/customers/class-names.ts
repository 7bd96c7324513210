/** How classes are called, for pages: a row of the store with the names of its scheme and code. */
import type { z } from "zod";
import type { ClassScheme } from "../../../contracts/customers/classes.ts";
import type { classTag } from "../../../contracts/customers/shapes.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { codeLists, nameOfCode } from "./codes.ts";
import { classSchemes, findScheme, type Scheme } from "./rules/class-schemes.ts";
import type { ClassRow } from "./store/classes.ts";

export type ClassTag = z.output<typeof classTag>;

/** A code that its scheme does not know stands for itself. */
export function nameOfClass(scheme: string, code: string): Words {
  const found = findScheme(scheme);
  if (found?.list) return nameOfCode(found.list, code);
  const { zh, en } = found?.codes?.find((one) => one.code === code) ?? { zh: code, en: code };
  return { zh, en };
}

/** In the order of the catalogue. Confidential ones (credit) are for staff's screens only (service rules §7.8). */
export function classTags(rows: readonly ClassRow[]): ClassTag[] {
  return classSchemes.flatMap(({ scheme, zh, en }) => {
    const row = rows.find((one) => one.scheme === scheme);
    if (!row) return [];
    return [
      {
        scheme,
        schemeName: { zh, en },
        code: row.code,
        name: nameOfClass(scheme, row.code),
        isComputed: row.isComputed,
        because: [...row.because],
      },
    ];
  });
}

/** A scheme as the administrator reads it. */
export function schemeAnswer(scheme: Scheme): ClassScheme {
  const { zh, en, isComputed, isConfidential = false, source, confidence, numbers = {} } = scheme;
  const own = (scheme.codes ?? []).map((row) => ({
    code: row.code,
    name: { zh: row.zh, en: row.en },
    when: row.when ?? null,
    because: row.because ?? null,
  }));
  const listed = scheme.list
    ? codeLists[scheme.list].codes.map((row) => ({
        code: row.code,
        name: { zh: row.zh, en: row.en },
        when: null,
        because: scheme.because ?? null,
      }))
    : [];
  return {
    scheme: scheme.scheme,
    name: { zh, en },
    isComputed,
    isConfidential,
    source,
    confidence,
    numbers: { ...numbers },
    value: scheme.value ?? null,
    codes: [...own, ...listed],
  };
}
