export function NewCustomer(_: { onDone: (customerId: string) => void }) {
  return null;
}
