/** Who sits at this page. Everything below `SessionGate` may rely on somebody being signed in. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Result, Spin } from "antd";
import { createContext, type ReactNode, useCallback, useContext, useEffect } from "react";
import { type Capability, capabilities } from "../../contracts/capabilities.ts";
import type { ResultOf } from "../../contracts/endpoint.ts";
import { getMe, type Me, signOut } from "../../contracts/identity.ts";
import { ApiProblem, call, onSignedOut } from "../parts/api.ts";
import { problemWords } from "../parts/problem.tsx";
import { defineWords, pick } from "../parts/words.ts";
import { ChangePasswordPage } from "./change-password-page.tsx";
import { EnrolTotpPage } from "./enrol-totp-page.tsx";
import { GiveCodePage } from "./give-code-page.tsx";
import { PreviewNote } from "./preview-note.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { stayAwake } from "./stay-awake.ts";

const t = defineWords({
  opening: ["正在打开…", "Opening…"],
  failed: ["暂时打不开", "Cannot open right now"],
  again: ["重试", "Try again"],
  denied: ["您的岗位没有这个页面的权限", "Your post does not include this page"],
  deniedMore: [
    "需要“{capability}”权限，请联系安全管理员授权。",
    "It needs “{capability}”; ask the security administrator.",
  ],
  leave: ["换一个人登录", "Sign in as someone else"],
});

export const meKey = ["me"];
const MeContext = createContext<Me | undefined>(undefined);

/** The person who is signed in. Only below `SessionGate`. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe is used outside SessionGate");
  return me;
}

/** Ends the session and goes back to the sign-in page. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    // The page forgets its person even when the network is away: the next one must not find it open.
    const forget = (answer?: ResultOf<typeof signOut>) => {
      queries.clear();
      // Who came by the company's sign-on leaves there too.
      if (answer?.continueAt) location.assign(answer.continueAt);
      else location.reload();
    };
    void call(signOut, { body: {} }, { attempts: 1 }).then(forget, () => forget());
  }, [queries]);
}

type Props = { surface: string; anyOf: readonly Capability[]; children: ReactNode };

/** Shows the sign-in page, the change-password page or a refusal until the person may see the children. */
export function SessionGate({ surface, anyOf, children }: Props) {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: meKey, queryFn: () => call(getMe) });
  const again = useCallback(() => void refetch(), [refetch]);
  const leave = useSignOut();
  const signedOut = error instanceof ApiProblem && error.code === "access.sign_in";
  useEffect(() => {
    // Our own question gets the same answer; asking again because of it would never end.
    if (signedOut || !data) return;
    return onSignedOut(again);
  }, [again, data, signedOut]);

  useEffect(() => (data ? stayAwake() : undefined), [data]);

  if (isPending) return <Spin fullscreen description={t("opening")} />;
  if (signedOut) {
    return <SignInPage surface={surface} onSignedIn={(me) => queries.setQueryData(meKey, me)} />;
  }
  if (!data) {
    return (
      <Result
        status="warning"
        title={t("failed")}
        subTitle={pick(problemWords(error))}
        extra={
          <Button type="primary" onClick={again}>
            {t("again")}
          </Button>
        }
      />
    );
  }
  if (data.mustChangePassword) return <ChangePasswordPage me={data} onChanged={again} onLeave={leave} />;
  if (data.due === "enrol") return <EnrolTotpPage me={data} onDone={again} onLeave={leave} />;
  if (data.due === "code") return <GiveCodePage me={data} onDone={again} onLeave={leave} />;
  if (!anyOf.some((capability) => data.capabilities.includes(capability))) {
    const wanted = anyOf.map((capability) => pick(capabilities[capability])).join(" / ");
    return (
      <Result
        status="403"
        title={t("denied")}
        subTitle={t("deniedMore", { capability: wanted })}
        extra={
          data.preview ? <PreviewNote {...data.preview} /> : <Button onClick={leave}>{t("leave")}</Button>
        }
      />
    );
  }
  return <MeContext value={data}>{children}</MeContext>;
}
