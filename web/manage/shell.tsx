/** Menu on the left, the chosen page on the right. */
import { Button, Layout, Menu, Result, Skeleton } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { getLanguage } from "../parts/words.ts";
import { TopBar } from "../staff/top-bar.tsx";
import "./manage.css";
import { address, go, useRoute } from "../staff/router.ts";
import { type MenuPage, pagesFor } from "./menu.tsx";
import { useMay } from "./parts/may.ts";
import { t } from "./words.ts";

const foldKey = "mingchuang.manage.folded";

export function Shell() {
  const pages = pagesFor(useMay());
  const route = useRoute();
  const [folded, setFolded] = useState(() => localStorage.getItem(foldKey) === "yes");
  const name = route.path[0] ?? pages[0]?.name;
  const shown = pages.find((page) => page.name === name);
  const fold = (next: boolean) => {
    localStorage.setItem(foldKey, next ? "yes" : "no");
    setFolded(next);
  };
  const menu = useRef<HTMLElement>(null);
  // A page that was opened by its address may stand far down in the menu.
  useEffect(() => {
    if (shown) menu.current?.querySelector(".ant-menu-item-selected")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <Layout className="manage">
      <TopBar title={t("surface")} />
      <Layout>
        <Layout.Sider
          theme="light"
          // English names are longer.
          width={getLanguage() === "zh" ? 188 : 216}
          collapsedWidth={56}
          collapsible
          collapsed={folded}
          onCollapse={fold}
          breakpoint="lg"
        >
          <nav ref={menu} aria-label={t("menu")}>
            <Menu mode="inline" selectedKeys={shown ? [shown.name] : []} items={menuItems(pages, folded)} />
          </nav>
        </Layout.Sider>
        <Layout.Content className={shown?.name === "wall" ? "manage-content bare" : "manage-content"}>
          <main>
            {shown ? (
              <Suspense fallback={<Skeleton active style={{ padding: 32 }} />}>
                <shown.page route={route} />
              </Suspense>
            ) : (
              <Result
                status="404"
                title={t("nothing")}
                extra={<Button onClick={() => go([])}>{t("home")}</Button>}
              />
            )}
          </main>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function menuItems(pages: readonly MenuPage[], folded: boolean) {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const item = ({ name, icon }: MenuPage) => ({
    key: name,
    icon,
    label: <a href={address([name])}>{t(name)}</a>,
    title: t(name),
  });
  if (folded) return pages.map(item);
  return groups.map((group) => ({
    key: `group-${group}`,
    type: "group" as const,
    label: t(group),
    children: pages.filter((page) => page.group === group).map(item),
  }));
}
