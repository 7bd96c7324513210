/** The second factor after a single sign-on: the six digits, and nothing else before them. */
import { giveCode, type Me } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { defineWords } from "../parts/words.ts";
import { CodeForm } from "./code-form.tsx";
import { StepFrame } from "./step-frame.tsx";

const t = defineWords({
  title: ["请输入动态口令", "Enter your one-time code"],
  why: ["{name}，还需要手机上的 6 位动态口令。", "{name}, one more step: the six digits on your phone."],
  go: ["继续", "Go on"],
});

type Props = { me: Me; onDone: () => void; onLeave: () => void };

export function GiveCodePage({ me, onDone, onLeave }: Props) {
  return (
    <StepFrame name={me.name} title={t("title")} why={t("why", { name: me.name })} onLeave={onLeave}>
      <CodeForm send={(code) => call(giveCode, { body: { code } })} onDone={onDone} go={t("go")} />
    </StepFrame>
  );
}
