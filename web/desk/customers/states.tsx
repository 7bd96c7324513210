/** The four states of every panel: loading, failed with a way to try again, empty, filled. */
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { Icon } from "../../parts/icons.tsx";
import { problemWords } from "../../parts/problem.tsx";
import { defineWords, pick } from "../../parts/words.ts";

const t = defineWords({ again: ["重试", "Try again"], loading: ["正在读取…", "Loading…"] });

type Asked<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

type Props<T> = { asked: Asked<T>; rows?: number; children: (data: T) => ReactNode };

/** What was asked for, once it is here; what came before stays when asking again fails. */
export function Shown<T>({ asked, rows = 4, children }: Props<T>) {
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error) return <Failed error={asked.error} onAgain={() => void asked.refetch()} />;
  return (
    <div className="cust-loading" role="status" aria-label={t("loading")}>
      <Skeleton active paragraph={{ rows }} />
    </div>
  );
}

export function Failed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  return (
    <div className="cust-failed" role="alert">
      <Icon name="alert" size={20} />
      <p>{pick(problemWords(error))}</p>
      <Button size="small" onClick={onAgain}>
        {t("again")}
      </Button>
    </div>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="cust-nothing">{children}</p>;
}

type PartProps = { title: string; count?: number | undefined; extra?: ReactNode; children: ReactNode };

/** A part of a customer's page with its heading. */
export function Part({ title, count, extra, children }: PartProps) {
  return (
    <section className="cust-part" aria-label={title}>
      <header>
        <h3>
          {title} {count !== undefined && count > 0 && <b>{count}</b>}
        </h3>
        {extra}
      </header>
      {children}
    </section>
  );
}
