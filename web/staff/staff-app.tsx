/** What every staff surface stands in: language, theme, notifications, questions to the server, and the session. */
import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import enUS from "antd/es/locale/en_US.js";
import zhCN from "antd/es/locale/zh_CN.js";
import { type ComponentType, useState } from "react";
import type { Capability } from "../../contracts/capabilities.ts";
import type { Words } from "../../contracts/endpoint.ts";
import { ApiProblem } from "../parts/api.ts";
import { pick, useLanguage } from "../parts/words.ts";
import { ProblemReporter, reportProblem } from "./problems.tsx";
import { SessionGate } from "./session.tsx";
import { staffTheme } from "./theme.ts";
import "./staff.css";

/** Ant Design declares these files as CommonJS while the bundler reads them as modules: either shape is right. */
const localeOf = <L extends object>(file: L | { default: L }): L => ("default" in file ? file.default : file);
const locales = { zh: localeOf(zhCN), en: localeOf(enUS) };

const makeQueryClient = () =>
  new QueryClient({
    mutationCache: new MutationCache({ onError: reportProblem }),
    defaultOptions: {
      queries: {
        // What changes by itself is pushed by live views; the rest is asked for once. `call` retries itself.
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: (query) => !(query.state.error instanceof ApiProblem),
        retry: false,
      },
      mutations: { retry: false },
    },
  });

type Props = {
  surface: Words;
  /** Whoever holds one of these may use the surface. */
  anyOf: readonly Capability[];
  page: ComponentType;
};

export function StaffApp({ surface, anyOf, page: Page }: Props) {
  const language = useLanguage();
  const [queries] = useState(makeQueryClient);
  return (
    <ConfigProvider
      locale={locales[language]}
      theme={staffTheme}
      // Names of two characters stay as they are: 挂起, not 挂 起.
      button={{ autoInsertSpace: false }}
    >
      <App className="staff">
        <ProblemReporter />
        <QueryClientProvider client={queries}>
          <SessionGate surface={pick(surface)} anyOf={anyOf}>
            <Page />
          </SessionGate>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
