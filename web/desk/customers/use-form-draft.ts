/**
 * What somebody has typed into a form survives a reload of the page: kept in this tab, for this person, until saved.
 * Never numbers of people: those are typed again.
 */
import { useState } from "react";
import { useMe } from "../../staff/session.tsx";

export function useFormDraft<Values extends object>(name: string) {
  const key = `mingchuang.draft.${useMe().staffId}.${name}`;
  const [kept] = useState(() => {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Partial<Values>) : undefined;
  });
  return {
    /** What was typed before the reload; undefined when nothing was. */
    kept,
    keep: (values: Partial<Values>) => sessionStorage.setItem(key, JSON.stringify(values)),
    forget: () => sessionStorage.removeItem(key),
  };
}
