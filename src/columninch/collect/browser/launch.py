"""Starting Chromium so that nothing escapes it, and ending it for sure.

It is spoken to over two pipes (no debugging port that others on the machine could use), in
a session of its own, by which all its processes are found again. It gets no environment of
ours: a database's password may stand there. When this process dies, the pipe ends, and
Chromium with it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.errors import FetchError

if TYPE_CHECKING:
    from columninch.collect.browser.settings import BrowserSettings

FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-startup-window",
    # no way past the proxy, for this machine's own addresses neither
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--dns-over-https-mode=off",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=AsyncDns,DialMediaRouteProvider,MediaRouter,NetworkPrediction,"
    "NetworkTimeServiceQuerying,OptimizationHints,Prerender2,SpeculationRulesPrefetchFuture,"
    "Translate,WebTransport,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater",
    "--disable-blink-features=WebTransport",
    # nothing on its own account
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-field-trial-config",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-service-autorun",
    "--safebrowsing-disable-auto-update",
    "--password-store=basic",
    "--use-mock-keychain",
    # nothing that a page may want of its reader
    "--block-new-web-contents",
    "--deny-permission-prompts",
    "--disable-notifications",
    "--disable-speech-api",
    "--disable-file-system",
    "--mute-audio",
    "--hide-scrollbars",
    # small: no video card, no shared memory that a container lacks, scripts in bounds
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--renderer-process-limit=4",
    "--js-flags=--max-old-space-size=512",
)
KILL_SECONDS = 10
LOWEST_FD = 10
"""Above those that a new process gives away in its first moments."""


@dataclass(frozen=True, slots=True)
class Launched:
    """A running Chromium, and the pipes to it."""

    pid: int
    """Of its first process, which leads its session."""
    to_browser: int
    from_browser: int


def launch(settings: BrowserSettings, profile: Path, proxy_port: int) -> Launched:
    """Start Chromium, its files in the empty folder `profile`.

    Raises `FetchError` where it can't be started.
    """
    command = [
        settings.executable,
        *FLAGS,
        f"--proxy-server=http://127.0.0.1:{proxy_port}",
        f"--user-data-dir={profile}",
        f"--user-agent={settings.user_agent}",
        f"--window-size={settings.width},{settings.height}",
    ]
    if os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium has none for root
    pipes = [_high(fd) for fd in (*os.pipe(), *os.pipe())]
    to_read, to_write, from_read, from_write = pipes
    try:
        pid = os.posix_spawn(
            settings.executable,
            command,
            _environment(profile),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, str(log_file(profile)), os.O_WRONLY | os.O_CREAT, 0o600),
                (os.POSIX_SPAWN_DUP2, to_read, 3),
                (os.POSIX_SPAWN_DUP2, from_write, 4),
            ],
            setsid=True,
        )
    except OSError as error:
        for fd in (to_write, from_read):
            os.close(fd)
        raise FetchError(
            f"the browser can't be started: {error.strerror}",
            where=settings.executable,
            hint="install Chromium (apt-get install chromium) and set browser.executable to it",
        ) from error
    finally:
        for fd in (to_read, from_write):
            os.close(fd)
    return Launched(pid, to_write, from_read)


def log_file(profile: Path) -> Path:
    """What the browser says of itself."""
    return profile / "chromium.log"


def memory_of(session: int) -> int:
    """Bytes that the processes of a session hold, each without what it shares."""
    page = os.sysconf("SC_PAGE_SIZE")
    held = 0
    for pid in processes_of(session):
        with contextlib.suppress(OSError):  # it ended meanwhile
            resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
            held += (int(resident) - int(shared)) * page
    return held


def processes_of(session: int) -> list[int]:
    """The processes of a session that are running; proc(5)."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError):  # it ended meanwhile
                # what follows the name, which may hold blanks
                told = (path / "stat").read_text("latin-1").rpartition(")")[2].split()
                if told[0] not in "ZX" and int(told[3]) == session:
                    found.append(int(path.name))
    return found


def kill(session: int) -> None:
    """End all processes of the browser's session, and wait until they are gone."""
    ended = {session}
    ends_at = time.monotonic() + KILL_SECONDS
    while (left := processes_of(session)) and time.monotonic() < ends_at:
        ended |= set(left)
        for one in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        time.sleep(0.01)
    for one in ended:
        # the first is our child; its children are ours too where we are the system's first
        with contextlib.suppress(ChildProcessError):
            os.waitpid(one, os.WNOHANG if left else 0)


def _high(fd: int) -> int:
    moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, LOWEST_FD)
    os.close(fd)
    return moved


def _environment(profile: Path) -> dict[str, str]:
    return {
        "HOME": str(profile),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        "TMPDIR": str(profile),
        "XDG_CONFIG_HOME": str(profile),
        "XDG_CACHE_HOME": str(profile),
    }
