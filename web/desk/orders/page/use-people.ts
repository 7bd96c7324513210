/** Whom one can choose: who could do the step, and with the right to see the staff everybody who works here. */
import { useQuery } from "@tanstack/react-query";
import { listReceivers } from "../../../../contracts/orders/hand-over.ts";
import { listCandidates } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import type { Person } from "../form/control.tsx";
import { useStaffChoice } from "../intake/use-staff-choice.ts";

export function useCandidates(orderId: string, stepId: string | undefined) {
  return useQuery({
    queryKey: ["orders", "candidates", orderId, stepId],
    queryFn: () => call(listCandidates, { params: { orderId, stepId: stepId ?? "" } }),
    enabled: stepId !== undefined,
    gcTime: 0,
  });
}

/** Who can be asked to be responsible, told apart as well as the caller may know them; else by name alone. */
export function useReceivers(orderId: string, stepId: string | undefined): readonly Person[] {
  const { data } = useQuery({
    queryKey: ["orders", "receivers", orderId],
    queryFn: () => call(listReceivers, { params: { orderId } }),
    gcTime: 0,
  });
  const people = usePeople(orderId, stepId, true);
  if (!data) return people;
  const known = new Map(people.map((person) => [person.value, person]));
  return data.receivers.map(({ staffId, name }) => known.get(staffId) ?? { value: staffId, label: name });
}

export function usePeople(orderId: string, stepId: string | undefined, isWanted: boolean): readonly Person[] {
  const { data: candidates } = useCandidates(orderId, isWanted ? stepId : undefined);
  const staff = useStaffChoice(isWanted);
  const people = new Map<string, Person>();
  for (const { staffId, name } of candidates?.candidates ?? [])
    people.set(staffId, { value: staffId, label: name });
  for (const person of staff) people.set(person.value, person);
  return [...people.values()];
}
