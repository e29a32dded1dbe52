import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider, type ConfigProviderProps } from "antd";
import enUS from "antd/es/locale/en_US";
import zhCN from "antd/es/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect } from "react";
import { problemOf } from "./api/http";
import { useWords } from "./i18n";
import { antTheme } from "./parts/theme";
import { Icon } from "./parts/Icon";
import { makeRouter } from "./router";

const RETRIES = 2;

type Locale = NonNullable<ConfigProviderProps["locale"]>;

const chinese = namedByText(zhCN);
const english = namedByText(enUS);

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenLoggedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenLoggedOut }),
  defaultOptions: {
    // Browsers call an extranet without internet "offline"; we ask the server instead.
    queries: { networkMode: "always", retry: (count, error) => mayPass(error) && count < RETRIES, staleTime: 5_000 },
    mutations: { networkMode: "always", retry: false },
  },
});

// The library's icons carry English names for screen readers in every language; what they stand for is said beside them.
const SELECT = { suffixIcon: <Icon shape={"\u25be"} />, clearIcon: <Icon shape={"\u00d7"} />, removeIcon: <Icon shape={"\u00d7"} />, menuItemSelectedIcon: <Icon shape={"\u2713"} /> };
const PICKER = { clearIcon: <Icon shape={"\u00d7"} /> };
const MODAL = { closeIcon: <Icon shape={"\u00d7"} /> };

const router = makeRouter(client);

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

export function App() {
  const { language } = useWords();
  useEffect(() => {
    dayjs.locale(language === "en" ? "en" : "zh-cn");
  }, [language]);
  return (
    <ConfigProvider theme={antTheme} locale={language === "en" ? english : chinese} button={{ autoInsertSpace: false }} select={SELECT} modal={MODAL} datePicker={PICKER} getPopupContainer={inLandmark}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** The year and month buttons of a calendar are named by what they show ("2026"), not by what they do. */
function namedByText(locale: Locale): Locale {
  const picker = locale.DatePicker;
  return picker ? { ...locale, DatePicker: { ...picker, lang: { ...picker.lang, yearSelect: "", monthSelect: "" } } } : locale;
}

/** Lists and calendars open inside the page or the dialogue that they belong to, for those who move by landmarks. */
function inLandmark(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>(".ant-modal, main") ?? document.body;
}

function mayPass(error: unknown): boolean {
  const status = problemOf(error)?.status ?? 0;
  return status === 0 || status >= 502;
}

function leaveWhenLoggedOut(error: unknown): void {
  const { pathname, href } = router.state.location;
  if (problemOf(error)?.status !== 401 || pathname === "/login") return;
  void router.navigate({ to: "/login", search: { back: href, why: "expired" } });
}
