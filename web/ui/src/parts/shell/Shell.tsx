// The frame of every page but the login: rail, top bar, bands, and the place for the page.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { problemOf } from "../../api/http";
import { logout, meQuery } from "../../api/session";
import { useWords } from "../../i18n";
import { FirstPassword } from "../admin/FirstPassword";
import { dropAllDrafts } from "../draft";
import { MeProvider } from "../me";
import { FailedPage, Skeleton } from "../problems";
import { clockTime, moment } from "../time";
import { useIdle } from "../useIdle";
import { Rail } from "./Rail";
import { TopBar } from "./TopBar";

export function Shell() {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const here = useRouterState({ select: (state) => state.location.href });
  const { data: me, error, dataUpdatedAt, refetch } = useQuery(meQuery);

  const leave = async (why?: "idle") => {
    await logout().catch(() => undefined);
    if (!why) dropAllDrafts();
    await navigate({ to: "/login", search: why ? { back: here, why } : {} });
    client.clear();
  };
  useIdle(() => void leave("idle"));

  return (
    <div className="shell">
      <a className="skip" href="#main">{t("app.skip")}</a>
      <Rail verbs={me && !me.must_change ? me.verbs : null} />
      <div className="shell-body">
        <header>
          <TopBar me={me} onLogout={() => void leave()} />
          {me?.test_clock && <p className="band band-clock">{t("top.testClock", { now: moment(me.now, me.timezone) })}</p>}
          {me && problemOf(error)?.code === "unreachable" && (
            <p className="band band-stale" role="status">{t("top.offline", { time: clockTime(dataUpdatedAt, me.timezone) })}</p>
          )}
        </header>
        <main id="main" tabIndex={-1}>
          {me ? <MeProvider value={me}>{me.must_change ? <FirstPassword /> : <Outlet />}</MeProvider> : error ? <FailedPage error={error} retry={() => void refetch()} /> : <Skeleton />}
        </main>
      </div>
    </div>
  );
}
