import type { Capability } from "../../../contracts/capabilities.ts";
import { useMe } from "../../staff/session.tsx";

/**
 * What the person at this page may do: decides what menus and buttons are shown. The server decides again, per unit,
 * with every call.
 */
export function useMay(): (capability: Capability) => boolean {
  const { capabilities } = useMe();
  return (capability) => capabilities.includes(capability);
}
