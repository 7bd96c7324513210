/** Finds one customer by name, account or phone. */
import { Select } from "antd";
import { useEffect, useState } from "react";
import { searchCustomers } from "../../../contracts/customers/recognition.ts";
import type { CustomerLine } from "../../../contracts/customers/shapes.ts";
import { call } from "../../parts/api.ts";
import { t } from "./words.ts";

type Props = { readonly value?: string; readonly onChange?: (customerId: string) => void };
/** Whoever types is not asked about every letter. */
const pauseMs = 250;

const described = ({ name, accountNumbers, phone }: CustomerLine) =>
  [name, accountNumbers[0], phone].filter(Boolean).join(" · ");

export function CustomerChoice({ value, onChange }: Props) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<CustomerLine[]>([]);
  useEffect(() => {
    if (text.trim() === "") return;
    const asking = setTimeout(() => {
      // A text that is too short to search for is simply not found yet.
      call(searchCustomers, { body: { text, limit: 10 } }).then(
        ({ hits }) => setFound(hits.map(({ customer }) => customer)),
        () => setFound([]),
      );
    }, pauseMs);
    return () => clearTimeout(asking);
  }, [text]);
  return (
    <Select
      showSearch
      filterOption={false}
      aria-label={t("customer")}
      placeholder={t("find")}
      {...(value === undefined ? {} : { value })}
      onSearch={setText}
      onChange={(id: string) => onChange?.(id)}
      notFoundContent={null}
      options={found.map((line) => ({ value: line.id, label: described(line) }))}
      style={{ width: 360 }}
    />
  );
}
