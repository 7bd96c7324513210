/** The catalogue's code lists, as options and as names. */
import { useQuery } from "@tanstack/react-query";
import { listCodes } from "../../../../contracts/customers/archive.ts";
import type { CodeListName } from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { pick } from "../../../parts/words.ts";
import type { Option } from "./form-kit.tsx";

export function useCodes() {
  const { data } = useQuery({ queryKey: [listCodes.path], queryFn: () => call(listCodes) });
  const rows = (list: CodeListName) => data?.lists[list]?.codes ?? [];
  return {
    options: (list: CodeListName): Option[] =>
      rows(list).map((row) => ({ value: row.code, label: pick(row) })),
    /** What a code is called; one that no list has stands for itself. */
    nameOf: (list: CodeListName, code: string | null): string | null => {
      const row = rows(list).find((each) => each.code === code);
      return row ? pick(row) : code;
    },
  };
}
export type Codes = ReturnType<typeof useCodes>;
