/** My own account: who I am, my password, one-time codes, where I am signed in. */
import { Descriptions, Tag } from "antd";
import { capabilities } from "../../../contracts/capabilities.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { useMe } from "../../staff/session.tsx";
import { Page } from "../parts/page.tsx";
import { OwnPassword } from "./own-password.tsx";
import { OwnTotp } from "./own-totp.tsx";
import { MySessions } from "./sessions.tsx";
import { t } from "./words.ts";

export function AccountPage() {
  const me = useMe();
  return (
    <Page title={t("account")}>
      <section className="page-block">
        <h3>{t("whoIAm")}</h3>
        <Descriptions
          column={{ xs: 1, md: 2, xl: 4 }}
          size="small"
          items={[
            { key: "name", label: t("name"), children: me.name },
            { key: "number", label: t("staffNumber"), children: me.staffNumber },
            { key: "company", label: t("company"), children: pick(me.companyName) },
            {
              key: "expires",
              label: t("myPassword"),
              children: me.passwordExpiresAt ? t("expires", { day: dayAndTime(me.passwordExpiresAt) }) : "—",
            },
          ]}
        />
        {me.capabilities.map((capability) => (
          <Tag key={capability} style={{ marginTop: 6 }}>
            {pick(capabilities[capability])}
          </Tag>
        ))}
      </section>
      <div className="two-columns">
        <OwnPassword />
        <OwnTotp />
      </div>
      <section className="page-block">
        <h3>{t("mySessions")}</h3>
        <MySessions />
      </section>
    </Page>
  );
}
