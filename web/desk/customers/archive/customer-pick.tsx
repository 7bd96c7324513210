/** Another customer, found by typing: for relations, transfers and the parties of a contract. */
import { Select } from "antd";
import { useState } from "react";
import { groupedAccount } from "../../../../contracts/customers/numbers.ts";
import { defineWords } from "../../../parts/words.ts";
import { searchLeast, useSearch } from "../queries.ts";
import { useSettled } from "../use-settled.ts";

const t = defineWords({
  hint: ["姓名、户号、电话或地址", "Name, account, phone or address"],
  more: ["请再输几个字", "Type a little more"],
});

type Props = {
  id?: string;
  value?: string;
  onChange?: (customerId: string) => void;
  /** The customer itself, who cannot be chosen. */
  without: string;
};

export function CustomerPick({ id, value, onChange, without }: Props) {
  const [text, setText] = useState("");
  const { data, isFetching } = useSearch(useSettled(text.trim(), 250));
  const options = (data?.hits ?? [])
    .filter(({ customer }) => customer.id !== without)
    .map(({ customer }) => ({
      value: customer.id,
      label: [
        customer.name,
        customer.accountNumbers[0] && groupedAccount(customer.accountNumbers[0]),
        customer.address,
      ]
        .filter(Boolean)
        .join(" · "),
    }));
  return (
    <Select
      {...(id && { id })}
      {...(onChange && { onChange })}
      value={value || null}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t("hint")}
      loading={isFetching}
      options={options}
      notFoundContent={[...text].length < searchLeast ? t("more") : undefined}
    />
  );
}
