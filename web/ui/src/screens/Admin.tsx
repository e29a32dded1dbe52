// People, units, stand-ins, sessions, and the record of changes. Whoever manages people sees no case by it.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { unitsQuery } from "../api/admin";
import { useWords } from "../i18n";
import { Log } from "../parts/admin/Log";
import { People } from "../parts/admin/People";
import { Sessions } from "../parts/admin/Sessions";
import { StandIns } from "../parts/admin/StandIns";
import { Units } from "../parts/admin/Units";
import { PageHead } from "../parts/PageHead";
import { FailedPage } from "../parts/problems";
import { Tabs } from "../parts/Tabs";
import { ADMIN_TABS } from "../search";

const route = getRouteApi("/shell/admin");

export function Admin() {
  const { t, say, list } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const units = useQuery(unitsQuery);
  if (units.error && !units.data) return <FailedPage error={units.error} retry={() => void units.refetch()} />;
  const tab = search.tab ?? "people";
  const open = (person: string | undefined) => void navigate({ search: { person } });
  return (
    <div className="page">
      <PageHead title={t("admin.title")}>
        {units.data && <span className="quiet">{t("admin.scope", { organs: list(units.data.items.map((item) => say(item.organ.title))) })}</span>}
      </PageHead>
      <Tabs value={tab} tabs={ADMIN_TABS.map((value) => ({ value, label: t(`admin.tabs.${value}`) }))} onChange={(next) => void navigate({ search: next === "people" ? {} : { tab: next } })}>
        {tab === "people" && <People person={search.person} onPerson={open} />}
        {tab === "units" && <Units onPerson={open} />}
        {tab === "stand_ins" && <StandIns view="all" />}
        {tab === "sessions" && <Sessions view="all" />}
        {tab === "log" && <Log />}
      </Tabs>
    </div>
  );
}
