/** An administrator's first sign-in: one-time codes are set up before anything else can be done. */
import { useQuery } from "@tanstack/react-query";
import { confirmTotp, type Me, startTotp } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { Qr } from "../parts/qr.tsx";
import { defineWords } from "../parts/words.ts";
import { CodeForm } from "./code-form.tsx";
import { StepFrame } from "./step-frame.tsx";

const t = defineWords({
  title: ["请先绑定动态口令", "Set up one-time codes first"],
  why: [
    "{name}，管理员登录须有两个因素：口令，和手机上的 6 位动态口令。",
    "{name}, administrators sign in with two factors: the password, and six digits on the phone.",
  ],
  scan: [
    "用身份验证器应用扫描（如 Microsoft Authenticator、FreeOTP），再输入它显示的 6 位数字。",
    "Scan with an authenticator app (Microsoft Authenticator, FreeOTP …), then enter the six digits it shows.",
  ],
  secret: ["扫不了就手工输入", "Or type this in"],
  save: ["启用并继续", "Turn on and go on"],
  picture: ["动态口令二维码", "QR code of the one-time codes"],
});

type Props = { me: Me; onDone: () => void; onLeave: () => void };

export function EnrolTotpPage({ me, onDone, onLeave }: Props) {
  const setup = useQuery({ queryKey: ["enrol", me.sessionId], queryFn: () => call(startTotp, { body: {} }) });
  return (
    <StepFrame name={me.name} title={t("title")} why={t("why", { name: me.name })} onLeave={onLeave}>
      <ProblemNote error={setup.error} />
      {setup.data && (
        <CodeForm send={(code) => call(confirmTotp, { body: { code } })} onDone={onDone} go={t("save")}>
          <p className="sign-in-why">{t("scan")}</p>
          <div className="enrol">
            <div className="enrol-code">
              <Qr text={setup.data.uri} label={t("picture")} />
            </div>
            <p>
              {t("secret")}
              <code>{setup.data.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            </p>
          </div>
        </CodeForm>
      )}
    </StepFrame>
  );
}
