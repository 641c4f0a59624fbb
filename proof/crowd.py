"""Many people at once: at a rate of ours whatever the server does, or so many at a time, over kept connections."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

LONGEST_WAIT_SECONDS = 60
LONGEST_IDLE_SECONDS = 2  # the server closes a connection after five, perhaps while we write into it


@dataclass(frozen=True)
class Ask:
    """One request: what kind it is, how it is sent, what a right answer holds; `key` names what it writes."""

    kind: str
    method: str
    path: str
    cookie: str
    body: str | None
    good: str
    key: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of it. `status` is 0 when the connection was lost, and negative when the page was not the right one."""

    ask: Ask
    began: float
    seconds: float
    status: int


class Crowd:
    """People before one server."""

    def __init__(self, port: int, told: Callable[[Answer], None] = lambda answer: None) -> None:
        self.port, self.told = port, told
        self.answers: list[Answer] = []
        self.idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def at_rate(self, asks: Callable[[], Ask], per_second: float, seconds: float) -> None:
        """Let so many come each second, and wait until the last was answered."""
        begun, came, tasks = time.monotonic(), 0, []
        while (passed := time.monotonic() - begun) < seconds:
            while came < passed * per_second:
                tasks.append(asyncio.create_task(self.send(asks())))
                came += 1
            await asyncio.sleep(0.002)
        await asyncio.gather(*tasks)

    async def so_many(self, asks: Callable[[], Ask], at_once: int, seconds: float) -> None:
        """Let so many each ask again as soon as they were answered."""
        until = time.monotonic() + seconds

        async def one() -> None:
            while time.monotonic() < until:
                await self.send(asks())

        await asyncio.gather(*(one() for _ in range(at_once)))

    async def send(self, ask: Ask) -> Answer:
        """Send one request, over a connection that is free or a new one."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                status, page = await self._exchange(_bytes(ask))
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            status, page = 0, b""
        right = status in {0, 503} or ask.good.encode() in page
        answer = Answer(ask, began, time.monotonic() - began, status if right else -status)
        self.answers.append(answer)
        self.told(answer)
        return answer

    async def _exchange(self, sent: bytes) -> tuple[int, bytes]:
        reader, writer = await self._connection()
        try:
            writer.write(sent)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            page = await reader.readexactly(length)
        except BaseException:
            writer.close()
            raise
        if b"connection: close" in head:
            writer.close()
        else:
            self.idle.append((time.monotonic(), reader, writer))
        return int(head.split(b" ", 2)[1]), page

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self.idle:
            since, reader, writer = self.idle.pop()
            fresh = time.monotonic() - since < LONGEST_IDLE_SECONDS
            if fresh and not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def leave(self) -> None:
        """Close what is open."""
        for _since, _reader, writer in self.idle:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        self.idle.clear()


def _bytes(ask: Ask) -> bytes:
    body = (ask.body or "").encode()
    lines = [
        f"{ask.method} {ask.path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {ask.cookie}",
        "User-Agent: proof",
    ]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def quantile(answers: list[Answer], share: float) -> float:
    """Return how many milliseconds that share of the answers took at most; 0 when there are none."""
    times = sorted(answer.seconds for answer in answers)
    return 1000 * times[int(share * (len(times) - 1))] if times else 0.0


def of_kind(answers: list[Answer], kind: str, *statuses: int) -> list[Answer]:
    """Return the answers of a kind, of all or some statuses."""
    return [one for one in answers if one.ask.kind == kind and (not statuses or one.status in statuses)]


def forever(asks: list[Ask]) -> Iterator[Ask]:
    """Go through requests again and again."""
    while True:
        yield from asks
