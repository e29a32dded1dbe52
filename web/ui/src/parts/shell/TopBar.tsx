import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { Me } from "../../api/types";
import { changeLanguage, useWords } from "../../i18n";
import { Bell } from "../notices/Bell";

export function TopBar({ me, onLogout }: { me: Me | undefined; onLogout: () => void }) {
  const { t, say, name, list } = useWords();
  const organs = [...new Set((me?.roles ?? []).map((role) => say(role.organ.title)))];
  const units = [...new Set((me?.roles ?? []).flatMap((role) => (role.unit ? [say(role.unit.title)] : [])))];
  const roles = list([...new Set((me?.roles ?? []).map((role) => say(role.title)))]);
  return (
    <div className="top">
      <span className="top-organ">{list(organs)}</span>
      <span className="top-who">
        {me && (
          <>
            <span className="quiet" title={roles}>{list(units.slice(0, 2))}</span>
            <Link to="/account" className="top-me" aria-label={t("account.open", { name: name(me.person) })}>{name(me.person)}</Link>
          </>
        )}
        {me && !me.must_change && <Bell timezone={me.timezone} />}
        <LanguageSwitch />
        <Button type="text" onClick={onLogout}>{t("top.logout")}</Button>
      </span>
    </div>
  );
}

export function LanguageSwitch() {
  const { t, language } = useWords();
  return (
    <Button type="text" lang={language === "en" ? "zh-CN" : "en"} title={t("top.languageLabel")} onClick={() => changeLanguage(language === "en" ? "zh-CN" : "en")}>
      {t("top.language")}
    </Button>
  );
}
