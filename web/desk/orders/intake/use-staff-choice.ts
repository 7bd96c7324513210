import { useQuery } from "@tanstack/react-query";
import { listStaff } from "../../../../contracts/identity.ts";
import { call } from "../../../parts/api.ts";
import { useMe } from "../../../staff/session.tsx";
import type { Person } from "../form/control.tsx";
import { usePostName } from "../queries.ts";

/** The company's staff to choose from, for whoever may see them. */
export function useStaffChoice(isWanted: boolean): readonly Person[] {
  const maySee = useMe().capabilities.includes("identity.read");
  const { data } = useQuery({
    queryKey: ["orders", "staff"],
    queryFn: () => call(listStaff),
    enabled: isWanted && maySee,
  });
  const postName = usePostName();
  // Two may have one name: the post and the number tell them apart, and both are searched.
  return (data?.staff ?? []).map(({ staffId, name, post, staffNumber }) => ({
    value: staffId,
    label: [name, postName(post), staffNumber].filter(Boolean).join(" · "),
  }));
}
