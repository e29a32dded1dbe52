import { useWords } from "../../i18n";
import { PageHead } from "../PageHead";
import { PasswordForm } from "./PasswordForm";

/** Stands in place of every page until a first password is changed. */
export function FirstPassword() {
  const { t } = useWords();
  return (
    <div className="page">
      <PageHead title={t("account.firstTitle")} />
      <section className="panel panel-narrow" aria-label={t("account.password")}>
        <p className="lead">{t("account.firstHelp")}</p>
        <PasswordForm />
      </section>
    </div>
  );
}
