/**
 * What somebody has typed into a form survives a reload of the page: kept in this tab, for this person, until saved.
 * Never numbers of people: those are typed again.
 */
import { useState } from "react";
import { useMe } from "../../staff/session.tsx";

export const draftKey = (staffId: string, name: string | null): string =>
  `mingchuang.draft.${staffId}.${name}`;

/** @param name null keeps nothing */
export function useFormDraft<Values extends object>(name: string | null) {
  const key = draftKey(useMe().staffId, name);
  const [kept] = useState(() => {
    const text = name === null ? null : sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Partial<Values>) : undefined;
  });
  return {
    /** What was typed before the reload; undefined when nothing was. */
    kept,
    keep: (values: Partial<Values>) => {
      if (name !== null) sessionStorage.setItem(key, JSON.stringify(values));
    },
    forget: () => sessionStorage.removeItem(key),
  };
}
