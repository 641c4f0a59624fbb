"""The floor's statements, written by hand for the rows of each page."""

import os

POSTGRESQL = bool(os.environ.get("TANDEM_DATABASE_URL"))
_MINE = """
  SELECT t.episode_id FROM care_teammember t JOIN people_rolegrant g
    ON g.practice_id = t.practice_id AND g.member_id = t.member_id AND g.role = t.role AND g.ended_at IS NULL
  WHERE t.practice_id = :p AND t.member_id = :m AND t.ended_at IS NULL"""
_OUTCOME = """(SELECT o.kind FROM appointments_outcome o WHERE o.practice_id = a.practice_id
  AND o.appointment_id = a.id ORDER BY o.noted_at DESC, o.id DESC LIMIT 1)"""
_LATEST = """(SELECT l."on" FROM care_release l WHERE l.practice_id = r.practice_id AND l.object_id = r.about_id
  AND l.to_id = r.to_id AND l.kind = '{}' ORDER BY l.at DESC, l.id DESC LIMIT 1)"""

_HEARD = f"""
  SELECT m.name, a.starts_at, r.about_id, c.heard, c.off, c.line, {_LATEST.format("check_answers")}
  FROM relays_relay r JOIN care_episode e ON e.id = r.episode_id AND e.practice_id = r.practice_id
  JOIN people_member m ON m.id = e.client_id
  JOIN session_checks_sessioncheck c ON c.id = r.about_id JOIN appointments_appointment a ON a.id = c.appointment_id
  WHERE r.practice_id = :p AND r.to_id = :m AND r.acknowledged_at IS NULL AND e.ended_at IS NULL
    AND r.episode_id IN ({_MINE}) AND {_LATEST.format("check_word")} ORDER BY r.sent_at"""
_MEETINGS = f"""
  SELECT * FROM (SELECT m.name, a.starts_at, a.episode_id, a.id, a.kind, a.place, {_OUTCOME} outcome
  FROM appointments_appointment a JOIN care_episode e ON e.id = a.episode_id JOIN people_member m ON m.id = e.client_id
  WHERE a.practice_id = :p AND a.therapist_id = :m AND a.starts_at >= :since AND a.starts_at < :until
    AND a.episode_id IN ({_MINE})) x WHERE outcome IS NULL OR starts_at >= :midnight ORDER BY starts_at"""
_LOOK = """INSERT INTO record_look (id, practice_id, at, "by", act, refused, role, basis)
  VALUES (:id, :p, :at, :m, 'see_today', '', 'therapist', 'team')"""

_EPISODE = "SELECT id FROM care_episode WHERE practice_id = :p AND client_id = :m AND ended_at IS NULL"
_DUE = f"""
  SELECT * FROM (SELECT coalesce(t.name, p.name), a.starts_at, a.id, {_OUTCOME} outcome FROM appointments_appointment a
  LEFT JOIN people_member t ON t.id = a.therapist_id LEFT JOIN people_member p ON p.id = a.peer_id
  WHERE a.practice_id = :p AND a.episode_id = :e AND a.ends_at >= :since AND a.starts_at <= :now AND NOT EXISTS
  (SELECT 1 FROM session_checks_sessioncheck c WHERE c.practice_id = a.practice_id AND c.appointment_id = a.id)) x
  WHERE outcome IN ('attended', 'late') ORDER BY starts_at DESC"""
_SENT = """
  SELECT m.name, a.starts_at, r.about_id, r.reply, c.line FROM relays_relay r JOIN people_member m ON m.id = r.to_id
  JOIN session_checks_sessioncheck c ON c.id = r.about_id JOIN appointments_appointment a ON a.id = c.appointment_id
  WHERE r.practice_id = :p AND r.episode_id = :e ORDER BY r.sent_at DESC LIMIT 6"""
_COMING = f"""
  SELECT * FROM (SELECT coalesce(t.name, p.name), a.starts_at, a.id, {_OUTCOME} outcome FROM appointments_appointment a
  LEFT JOIN people_member t ON t.id = a.therapist_id LEFT JOIN people_member p ON p.id = a.peer_id
  WHERE a.practice_id = :p AND a.episode_id = :e AND a.ends_at >= :now) x
  WHERE outcome IS NULL ORDER BY starts_at LIMIT 3"""

_KEPT = f"""(SELECT max(a.starts_at) FROM appointments_appointment a WHERE a.practice_id = e.practice_id
  AND a.episode_id = e.id AND a.therapist_id = :m AND a.starts_at <= :now AND {_OUTCOME} IN ('attended', 'late'))"""
_AHEAD = f"""(SELECT min(a.starts_at) FROM appointments_appointment a WHERE a.practice_id = e.practice_id
  AND a.episode_id = e.id AND a.therapist_id = :m AND a.ends_at >= :now AND {_OUTCOME} IS NULL)"""
_WAITS = f"""(SELECT count(*) FROM relays_relay r WHERE r.practice_id = e.practice_id AND r.episode_id = e.id
  AND r.to_id = :m AND r.acknowledged_at IS NULL AND {_LATEST.format("check_word")})"""
_CASELOAD = f"""
  SELECT m.name, {_KEPT}, {_AHEAD}, {_WAITS}, e.id FROM care_episode e JOIN people_member m ON m.id = e.client_id
  WHERE e.practice_id = :p AND e.ended_at IS NULL AND e.id IN ({_MINE}) ORDER BY m.name"""
_TEAM = """
  SELECT m.name, t.role, t.id FROM care_teammember t JOIN people_member m ON m.id = t.member_id
  WHERE t.practice_id = :p AND t.episode_id = :e AND t.ended_at IS NULL"""
_SEEN = f"""
  SELECT coalesce(t.name, p.name), a.starts_at, a.id, a.place, a.kind, {_OUTCOME} FROM appointments_appointment a
  LEFT JOIN people_member t ON t.id = a.therapist_id LEFT JOIN people_member p ON p.id = a.peer_id
  WHERE a.practice_id = :p AND a.episode_id = :e AND (a.therapist_id = :m OR a.peer_id = :m)
  ORDER BY a.starts_at DESC LIMIT 50"""

_OPEN = _LATEST.format("check_word")
_SO_FAR = f"""
  SELECT coalesce(t.name, p.name), a.starts_at AS at, a.id, {_OUTCOME} FROM appointments_appointment a
  LEFT JOIN people_member t ON t.id = a.therapist_id LEFT JOIN people_member p ON p.id = a.peer_id
  WHERE a.practice_id = :p AND a.episode_id = :e AND a.therapist_id = :m
  UNION ALL SELECT 'check', r.sent_at, r.about_id, c.off FROM relays_relay r
  JOIN session_checks_sessioncheck c ON c.id = r.about_id
  WHERE r.practice_id = :p AND r.episode_id = :e AND r.to_id = :m AND r.kind = 'check' AND {_OPEN}
  UNION ALL SELECT 'read', r.acknowledged_at, r.about_id, '' FROM relays_relay r
  WHERE r.practice_id = :p AND r.episode_id = :e AND r.to_id = :m AND r.acknowledged_at IS NOT NULL AND {_OPEN}
  UNION ALL SELECT g.wording, g.proposed_at, g.id, '' FROM goals_goal g
  WHERE g.practice_id = :p AND g.episode_id = :e
  UNION ALL SELECT m.name, t.started_at, t.id, '' FROM care_teammember t JOIN people_member m ON m.id = t.member_id
  WHERE t.practice_id = :p AND t.episode_id = :e ORDER BY at DESC LIMIT 101"""
_FIND = """
  SELECT m.name, k.key, k.member_id FROM people_namekey k JOIN people_member m ON m.id = k.member_id
  WHERE k.practice_id = :p AND k.key >= :low AND k.key < :high ORDER BY k.key, k.member_id LIMIT 26"""
_OWN = f"""
  SELECT m.name, '', e.id FROM care_episode e JOIN people_member m ON m.id = e.client_id
  WHERE e.practice_id = :p AND e.ended_at IS NULL AND e.id IN ({_MINE}) ORDER BY m.name"""

_ANSWER = """UPDATE relays_relay SET acknowledged_at = :at, reply = :line
  WHERE practice_id = :p AND about_id = :o AND to_id = :m"""
_CHECK = """INSERT INTO session_checks_sessioncheck
  (id, practice_id, episode_id, appointment_id, member_id, heard, off, line, takeaway, reasons, choice, submitted_at)
  VALUES (:id, :p, :e, :a, :m, :heard, :off, :line, :line, 'line', '', :at)"""
_RELEASES = """INSERT INTO care_release (id, practice_id, episode_id, kind, object_id, to_id, "on", at)
  VALUES (:one, :p, :e, 'check_word', :o, :m, :yes, :at), (:two, :p, :e, 'check_answers', :o, :m, :yes, :at)"""
_RELAY = """INSERT INTO relays_relay (id, practice_id, episode_id, kind, about_id, to_id, sent_at, reply, outcome)
  VALUES (:id, :p, :e, 'check', :o, :m, :at, :line, '')"""
_HEAD = "SELECT id, sequence, hash FROM record_chainhead WHERE practice_id = :p" + " FOR UPDATE" * POSTGRESQL
_ENTRY = """INSERT INTO record_entry (id, practice_id, sequence, at, event, "by", details, previous, hash)
  VALUES (:id, :p, :n, :at, 'SessionCheckSubmitted', :m, '{}', :last, :new)"""
_MOVE = "UPDATE record_chainhead SET sequence = :n, hash = :new WHERE id = :id"


def _named(sql: str) -> str:
    """Write parameters as psycopg wants them: %(name)s for :name."""
    if not POSTGRESQL:
        return sql
    import re

    return re.sub(r":(\w+)", r"%(\1)s", sql)


HEARD, MEETINGS, LOOK = map(_named, (_HEARD, _MEETINGS, _LOOK))
EPISODE, DUE, SENT, COMING = map(_named, (_EPISODE, _DUE, _SENT, _COMING))
SO_FAR, FIND, OWN = map(_named, (_SO_FAR, _FIND, _OWN))
CASELOAD, TEAM, SEEN, ANSWER = map(_named, (_CASELOAD, _TEAM, _SEEN, _ANSWER))
CHECK, RELEASES, RELAY, HEAD, ENTRY, MOVE = map(_named, (_CHECK, _RELEASES, _RELAY, _HEAD, _ENTRY, _MOVE))
