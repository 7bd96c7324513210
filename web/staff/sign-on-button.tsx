/** The way to the company's own sign-on, where it has one. */
import { Button, Divider } from "antd";
import { useState } from "react";
import type { Words } from "../../contracts/endpoint.ts";
import { beginSignOn } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords, pick } from "../parts/words.ts";

const t = defineWords({ or: ["或", "or"], go: ["用{name}登录", "Sign in with {name}"] });

/** What the server takes as an address on our own pages. */
const plain = /^\/[\w\-./#?=&%]*$/;

/** Where this page is, without what a sign-in page was told in its address. */
function here(): string {
  const whole = location.pathname + location.hash;
  return plain.test(whole) && whole.length <= 300 ? whole : location.pathname;
}

export function SignOnButton({ orgId, name }: { orgId: number; name: Words }) {
  const [problem, setProblem] = useState<unknown>();
  const [leaving, setLeaving] = useState(false);
  const go = async () => {
    setLeaving(true);
    setProblem(undefined);
    try {
      const { goTo } = await call(beginSignOn, { body: { orgId, returnTo: here() } }, { attempts: 2 });
      location.assign(goTo);
    } catch (error) {
      setProblem(error);
      setLeaving(false);
    }
  };
  return (
    <>
      <Divider plain>{t("or")}</Divider>
      <ProblemNote error={problem} />
      <Button block loading={leaving} onClick={() => void go()} className="sign-in-go">
        {t("go", { name: pick(name) })}
      </Button>
    </>
  );
}
