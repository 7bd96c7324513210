/** The frame of a page and the four states that its data can be in: loading, failed, empty, filled. */
import { Button, Empty, Result, Skeleton, Typography } from "antd";
import type { ReactNode } from "react";
import { problemWords } from "../../parts/problem.tsx";
import { defineWords, pick } from "../../parts/words.ts";

const t = defineWords({
  failed: ["没有取到数据", "The data could not be loaded"],
  again: ["重试", "Try again"],
  empty: ["暂无数据", "Nothing here yet"],
});

type PageProps = {
  readonly title: string;
  /** One sentence on what this page is for. */
  readonly hint?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

export function Page({ title, hint, tools, children }: PageProps) {
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <Typography.Title level={2}>{title}</Typography.Title>
          {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
        </div>
        {tools && <div className="page-tools">{tools}</div>}
      </header>
      {children}
    </div>
  );
}

type LoadedProps<T> = {
  readonly of: {
    readonly data: T | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** Whether there is nothing to show. */
  readonly isEmpty?: (data: T) => boolean;
  readonly empty?: ReactNode;
  readonly children: (data: T) => ReactNode;
};

export function Loaded<T>({ of, isEmpty, empty, children }: LoadedProps<T>) {
  if (of.data !== undefined) {
    return isEmpty?.(of.data) ? (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t("empty")} />
    ) : (
      children(of.data)
    );
  }
  if (of.error) {
    return (
      <Result
        status="warning"
        title={t("failed")}
        subTitle={pick(problemWords(of.error))}
        extra={<Button onClick={() => void of.refetch()}>{t("again")}</Button>}
      />
    );
  }
  return <Skeleton active paragraph={{ rows: 6 }} aria-busy="true" />;
}
