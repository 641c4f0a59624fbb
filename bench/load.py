"""Send requests, so many at once, over connections that stay open. Its own process; a job comes on stdin."""

import http.client
import json
import sys
import threading
import time
from typing import Any


def main() -> None:
    """Do the job on stdin; print seconds taken, latencies, sizes, failures.

    A job is `port`, `concurrent`, `requests`, and what a right answer has: `good` in it, and its `status`.
    """
    job = json.load(sys.stdin)
    shares = [job["requests"][number :: job["concurrent"]] for number in range(job["concurrent"])]
    results: list[tuple[float, int, int]] = []
    threads = [
        threading.Thread(target=_send_all, args=(job["port"], share, (job["good"], job["status"]), results))
        for share in shares
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    bad = sum(status < 0 for _latency, _size, status in results)
    if bad or len(results) != len(job["requests"]):
        said = sorted({status for *_, status in results})
        raise SystemExit(
            f"{bad} of {len(results)} answers were wrong, {len(job['requests'])} were asked for: {said}"
        )
    print(json.dumps({"seconds": seconds, "latencies": [r[0] for r in results], "bytes": results[0][1]}))


def _send_all(
    port: int, requests: list[Any], good: tuple[str, int], results: list[tuple[float, int, int]]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for method, path, cookie, body in requests:
        headers = {"Cookie": cookie, "User-Agent": "bench"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read()
        latency = time.perf_counter() - begun
        # a page that is not the one we asked for must not count as a fast one
        right = good[0].encode() in page and answer.status == good[1]
        status = answer.status if right else -answer.status
        results.append((latency, len(page), status))
    connection.close()


if __name__ == "__main__":
    main()
