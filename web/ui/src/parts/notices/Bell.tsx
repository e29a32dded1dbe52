// The bell: how much is unread, and the list behind it. It is live by the stream, never by asking again and again.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Badge, Button, Drawer } from "antd";
import { useEffect, useState } from "react";
import { follow, inboxPages, markAllRead, markRead, unreadQuery, type NoticeLine } from "../../api/notices";
import { useWords } from "../../i18n";
import { CardMark } from "../marks";
import { Empty } from "../Pages";
import { ProblemNotice, Skeleton } from "../problems";
import { Said } from "../Said";
import { moment } from "../time";

const WIDTH = 460;
const SHAPE = "M6 17h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4.5zM10 19.5a2 2 0 0 0 4 0M12 3.5v2";

export function Bell({ timezone }: { timezone: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const unread = useQuery(unreadQuery).data ?? 0;
  useEffect(() => follow(client), [client]);
  return (
    <>
      <Button type="text" aria-label={t("notices.bell", { count: unread })} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Badge count={unread} size="small">
          <svg className="bell" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d={SHAPE} /></svg>
        </Badge>
      </Button>
      <Drawer open={open} size={WIDTH} title={t("notices.title")} onClose={() => setOpen(false)} destroyOnHidden>
        {open && <Inbox timezone={timezone} onLeave={() => setOpen(false)} />}
      </Drawer>
    </>
  );
}

function Inbox({ timezone, onLeave }: { timezone: string; onLeave: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const query = useInfiniteQuery(inboxPages);
  const lines = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = lines[0];
  const all = useMutation({ mutationFn: (last: number) => markAllRead(client, last) });
  const one = useMutation({ mutationFn: (id: number) => markRead(client, id) });
  if (query.isPending) return <Skeleton />;
  if (query.error && lines.length === 0) return <ProblemNotice error={query.error} />;
  if (!newest) return <Empty title={t("notices.none")} />;
  return (
    <>
      {(all.error ?? one.error) && <ProblemNotice error={all.error ?? one.error} />}
      {lines.some((line) => !line.read_at) && <Button disabled={all.isPending} onClick={() => all.mutate(newest.id)}>{t("notices.all")}</Button>}
      <ul className="notices">
        {lines.map((line) => <Line key={line.id} line={line} timezone={timezone} onRead={() => one.mutate(line.id)} onLeave={onLeave} />)}
      </ul>
      {query.hasNextPage && <Button block disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("notices.more")}</Button>}
    </>
  );
}

function Line({ line, timezone, onRead, onLeave }: { line: NoticeLine; timezone: string; onRead: () => void; onLeave: () => void }) {
  const { t } = useWords();
  const opened = () => {
    if (!line.read_at) onRead();
    onLeave();
  };
  return (
    <li className={line.read_at ? "notices-read" : undefined}>
      <p className="notices-head">
        <CardMark level={line.level} />
        <time dateTime={line.at} className="quiet">{moment(line.at, timezone)}</time>
        {!line.read_at && <strong>{t("notices.unread")}</strong>}
      </p>
      <p><Said text={line.text} /></p>
      <p className="ways">
        <Link to="/cases/$id" params={{ id: line.case }} onClick={opened}>{t("notices.open")}</Link>
        {!line.read_at && <Button size="small" onClick={onRead}>{t("notices.read")}</Button>}
      </p>
    </li>
  );
}
