/**
 * Kills a platform from outside. It is a process of its own because a killer inside the load generator lets calls
 * under way end first, and then no kill ever meets a transaction half done.
 */
import { processesOf } from "../server/foundation/embedded-postgres.ts";

/** `all`: server and every database process at once, as a power cut would. `node`: the server alone. */
export type Order = {
  readonly what: "all" | "node";
  readonly serverPid: number;
  readonly postgresDir: string;
  readonly afterMs: number;
};

process.on("message", ({ what, serverPid, postgresDir, afterMs }: Order) => {
  setTimeout(() => {
    // Back ends finish their statement when only the postmaster is killed: that would be no power cut.
    const pids = [serverPid, ...(what === "all" ? processesOf(postgresDir) : [])];
    process.send?.({ killed: pids.filter(kill).length });
  }, afterMs);
});
process.on("disconnect", () => process.exit());

function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
