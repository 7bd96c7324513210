import { useEffect, useState } from "react";
import { finishSignOn } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { Mark } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords } from "../parts/words.ts";

const t = defineWords({
  name: ["明窗", "Mingchuang"],
  waiting: ["正在登录…", "Signing you in…"],
  failed: ["没有登录成功", "You are not signed in"],
  back: ["返回首页重新登录", "Back to the first page"],
});

/** Asked once, however often the page is drawn: what the provider said counts once. */
let asked: Promise<{ returnTo: string }> | undefined;

export function SignOn({ query }: { query: string }) {
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    asked ??= call(finishSignOn, { body: { query } }, { attempts: 1, timeoutMs: 30_000 });
    asked.then(({ returnTo }) => location.replace(returnTo), setProblem);
  }, [query]);
  return (
    <main className="plain sign-on">
      <Mark size={64} />
      <strong>{t("name")}</strong>
      {problem ? (
        <>
          <h1>{t("failed")}</h1>
          <ProblemNote error={problem} />
          <a href="/">{t("back")}</a>
        </>
      ) : (
        <h1 aria-live="polite">{t("waiting")}</h1>
      )}
    </main>
  );
}
