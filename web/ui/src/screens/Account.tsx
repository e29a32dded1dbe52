// One's own account: roles, stand-ins, logins, password.
import { useWords } from "../i18n";
import { PasswordForm } from "../parts/admin/PasswordForm";
import { Records } from "../parts/admin/Records";
import { Sessions } from "../parts/admin/Sessions";
import { StandIns } from "../parts/admin/StandIns";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";

export function Account() {
  const { t, say, name } = useWords();
  const me = useMe();
  return (
    <div className="page">
      <PageHead title={t("account.title")}>
        <span className="quiet">{name(me.person)} · {me.person.id}</span>
      </PageHead>
      <div className="split">
        <div className="column">
          <section className="panel" aria-labelledby="account-roles">
            <h2 id="account-roles">{t("account.roles")}</h2>
            <Records
              label={t("account.roles")}
              rows={me.roles.map((role, n) => ({ ...role, n }))}
              rowKey={(role) => role.n}
              columns={[
                { title: t("admin.role"), className: "records-wide", cell: (role) => <>{say(role.title)}{role.stands_in_for && <span className="tag">{t("account.standsInFor", { name: name(role.stands_in_for) })}</span>}</> },
                { title: t("admin.unit"), cell: (role) => say((role.unit ?? role.organ).title) },
              ]}
            />
          </section>
          <section className="panel" aria-labelledby="account-stand-ins">
            <h2 id="account-stand-ins">{t("account.standIns")}</h2>
            <StandIns view="mine" />
          </section>
          <section className="panel" aria-labelledby="account-sessions">
            <h2 id="account-sessions">{t("account.sessions")}</h2>
            <Sessions view="mine" />
          </section>
        </div>
        <section className="panel" aria-labelledby="account-password">
          <h2 id="account-password">{t("account.password")}</h2>
          <PasswordForm />
        </section>
      </div>
    </div>
  );
}
