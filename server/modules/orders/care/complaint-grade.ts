/** The grade with which a complaint is taken: as the clerk says, but not lower than its source and size make it (§3.9). */
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import type { Application, Intake } from "../intake.ts";
import { similarTo } from "../intake-checks.ts";
import { type Grade, gradeOf, graver } from "./grade-rules.ts";

export async function complaintGrade(
  ctx: Context,
  intake: Intake,
  { grade, source, form }: Pick<Application, "grade" | "source" | "form">,
): Promise<Grade | null> {
  if (intake.type.family !== "complaint") return grade;
  const before = await similarTo(ctx, intake);
  const isRepeated = before.some(
    ({ isOpen, sameCustomer, samePhone }) => !isOpen && (sameCustomer || samePhone),
  );
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const people = typeof form.customersAffected === "number" ? form.customersAffected : 0;
  return graver(
    grade ?? "normal",
    gradeOf({ source: source?.name ?? null, people, isRepeated }, rules).grade,
  );
}
