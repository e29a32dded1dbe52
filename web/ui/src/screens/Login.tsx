import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { problemOf } from "../api/http";
import { login } from "../api/session";
import type { Problem } from "../api/types";
import { useWords, type Words } from "../i18n";
import { Notice, problemText } from "../parts/problems";
import { LanguageSwitch } from "../parts/shell/TopBar";

const route = getRouteApi("/login");
/** How long a lock lasts when the server does not say. */
const LOCK_SECONDS = 15 * 60;

/** Where somebody's work is: in the queue, in supervision, or at the cases that wait for them. */
function firstPage(verbs: readonly string[]): string {
  if (verbs.includes("work")) return "/tasks";
  if (verbs.includes("supervise")) return "/supervision";
  return verbs.includes("manage_people") ? "/admin" : "/cases?view=all";
}

export function Login() {
  const { t } = useWords();
  const { back, why } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const attempt = useMutation({
    mutationFn: () => login(name.trim(), password),
    onSuccess: (me) => {
      client.clear();
      router.history.push(back ?? firstPage(me.verbs));
    },
    onError: () => setPassword(""),
  });
  const problem = attempt.error ? problemOf(attempt.error) : null;
  const seconds = useCountdown(problem?.code === "MJ5003" ? (problem.retry_after ?? LOCK_SECONDS) : 0, attempt.submittedAt);

  useEffect(() => {
    document.title = t("app.title", { page: t("login.title") });
  }, [t]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const incomplete = !name.trim() || !password;
    setMissing(incomplete);
    if (!incomplete && !attempt.isPending) attempt.mutate();
  };

  return (
    <main className="login">
      <div className="login-spine"><p className="login-brand">{t("app.name")}<small>{t("app.subtitle")}</small></p></div>
      <form className="login-form" onSubmit={submit} noValidate>
        <h1>{t("login.title")}</h1>
        {why && !attempt.error && <Notice tone="info" title={t(`login.${why}`)} />}
        {attempt.error && <Notice tone="error" title={loginError(problem, seconds, t)} />}
        <LoginField id="name" label={t("login.name")} error={missing && !name.trim() ? t("login.nameMissing") : undefined}>
          <Input id="name" size="large" {...faulty("name", missing && !name.trim())} autoComplete="username" autoCapitalize="none" value={name} onChange={(event) => setName(event.target.value)} />
        </LoginField>
        <LoginField id="password" label={t("login.password")} error={missing && !password ? t("login.passwordMissing") : undefined}>
          <Input id="password" size="large" {...faulty("password", missing && !password)} type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </LoginField>
        <Button type="primary" size="large" htmlType="submit" block disabled={seconds > 0} aria-busy={attempt.isPending}>
          {t(attempt.isPending ? "login.busy" : "login.submit")}
        </Button>
        <p className="login-foot"><LanguageSwitch /></p>
      </form>
    </main>
  );
}

function LoginField({ id, label, error, children }: { id: string; label: string; error?: string; children: React.ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      {children}
      {error && <p className="field-error" id={`${id}-error`} role="alert">{error}</p>}
    </div>
  );
}

function faulty(id: string, missing: boolean) {
  return missing ? ({ status: "error", "aria-invalid": true, "aria-describedby": `${id}-error` } as const) : {};
}

function loginError(problem: Problem | null, seconds: number, t: Words["t"]): string {
  if (problem?.code === "unreachable") return t("login.unreachable");
  if (problem?.status === 401) return t("login.wrong");
  if (problem?.code !== "MJ5003") return problemText(problem, t);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return t("login.locked", { time: minutes > 0 ? t("login.minutes", { minutes, seconds: rest }) : t("login.seconds", { seconds: rest }) });
}

/** Seconds that are left of `total` since `from`, counted down once a second. */
function useCountdown(total: number, from: number): number {
  const [now, setNow] = useState(() => Date.now());
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => {
    if (total <= 0) return;
    timer.current = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer.current);
  }, [total, from]);
  return total <= 0 ? 0 : Math.max(0, Math.ceil(total - (Math.max(now, from) - from) / 1_000));
}
