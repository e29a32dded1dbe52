import type { CivilDate, Instant } from "../api/types";
import { useMe } from "./me";
import { civilDay, moment, shortDay } from "./time";

/** A day in the organ's zone, without its year when that is this year; the whole moment on pointing at it. */
export function Since({ at }: { at: CivilDate | Instant }) {
  const me = useMe();
  return <time dateTime={at} title={moment(at, me.timezone)}>{shortDay(civilDay(at, me.timezone), me.today)}</time>;
}

/** The whole moment in the organ's zone. */
export function Moment({ at }: { at: CivilDate | Instant }) {
  const me = useMe();
  return <time dateTime={at}>{moment(at, me.timezone)}</time>;
}
