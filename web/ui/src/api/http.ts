// One way to the server: JSON in, JSON out, every failure an ApiError that carries the problem document.
import type { Json, Problem } from "./types";

/** Codes that the app makes itself, for what the server cannot say. */
export const UNREACHABLE = "unreachable";
export const UNREADABLE = "unreadable";

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail || problem.title}`);
    this.name = "ApiError";
  }
}

export function problemOf(error: unknown): Problem | null {
  return error instanceof ApiError ? error.problem : null;
}

let csrf = "";

/** Keeps the token that every change must carry; it comes with `/me` and with the login answer. */
export function keepCsrf(token: string): void {
  csrf = token;
}

export interface Sending {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Makes a repeated sending the same command. */
  key?: string;
  /** The revision that the sender saw. */
  revision?: number;
  signal?: AbortSignal;
}

export async function request<Answer>(method: "GET" | "POST" | "DELETE", path: string, sending: Sending = {}): Promise<Answer> {
  const response = await send(method, path, sending);
  if (!response.ok) throw new ApiError(await readProblem(response));
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch {
    throw new ApiError(ownProblem(UNREADABLE, response.status, path));
  }
}

async function send(method: string, path: string, sending: Sending): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (method !== "GET" && csrf) headers["X-CSRF"] = csrf;
  if (sending.body !== undefined) headers["Content-Type"] = "application/json";
  if (sending.key) headers["Idempotency-Key"] = sending.key;
  if (sending.revision !== undefined) headers["If-Match"] = `"${sending.revision}"`;
  try {
    return await fetch(`/api/v1${path}${queryText(sending.query)}`, {
      method,
      headers,
      credentials: "same-origin",
      ...(sending.body === undefined ? {} : { body: JSON.stringify(sending.body) }),
      ...(sending.signal ? { signal: sending.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(ownProblem(UNREACHABLE, 0, path));
  }
}

function queryText(query: Sending["query"]): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined && value !== "") pairs.set(name, String(value));
  const text = pairs.toString();
  return text ? `?${text}` : "";
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback = ownProblem(response.status >= 502 ? UNREACHABLE : UNREADABLE, response.status, response.url);
  if (!response.headers.get("Content-Type")?.includes("json")) return fallback;
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (!body?.code) return fallback;
  const seconds = Number(response.headers.get("Retry-After"));
  return { ...fallback, ...body, ...(seconds > 0 ? { retry_after: seconds } : {}) };
}

function ownProblem(code: string, status: number, instance: string): Problem {
  return { type: "about:blank", code, title: "", detail: "", status, instance, params: {} as Record<string, Json>, errors: [] };
}

/** A fresh command id. `randomUUID` exists in secure contexts only, and the extranet has plain http. */
export function commandKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
