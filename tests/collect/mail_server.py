"""A real IMAP server (Dovecot) on 127.0.0.1 with a folder, a password and a certificate."""

import contextlib
import getpass
import grp
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.collect.certificates import key_and_certificate

HOST = "mail.tern.example"
USER = "desk@tern.example"
PASSWORD = 'heron "quay" \\ 7'
INSTALL = "Dovecot is not installed: sudo apt-get install dovecot-imapd"

CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = {no_plain}
auth_mechanisms = plain login
mail_location = maildir:{base}/mail:UTF-8
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = passwd-file
  args = username_format=%u {base}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class MailServer:
    """Dovecot as a process of the test's own, over a maildir that the test fills."""

    def __init__(self) -> None:
        program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert program is not None, INSTALL
        self.base = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.base.chmod(0o755)
        self.port, self.tls_port = _free_port(), _free_port()
        write_certificate(self.base, HOST)
        for place in ("home", "run", "state", *(f"mail/{name}" for name in ("cur", "new", "tmp"))):
            (self.base / place).mkdir(parents=True)
        (self.base / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
        (self.base / "conf").write_text(CONFIG.format(**self._settings()))
        if os.geteuid() == 0:
            for place in (self.base / "home", *(self.base / "mail").rglob("*"), self.base / "mail"):
                os.chown(place, _NOBODY, _NOBODY)
        self.process = subprocess.Popen(  # noqa: S603  the server that this test is about
            [program, "-F", "-c", str(self.base / "conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.count = 0
        self._wait()

    @property
    def certificate(self) -> Path:
        return self.base / "cert.pem"

    def put(self, message: bytes, folder: str = "") -> None:
        """Deliver a message as a mail system does: written aside, then moved to its place."""
        self.count += 1
        place = self.base / "mail" / (f".{folder}" if folder else "")
        for name in ("cur", "new", "tmp"):
            (place / name).mkdir(parents=True, exist_ok=True)
        written = place / "tmp" / f"{1_770_000_000 + self.count}.M{self.count}.tern"
        written.write_bytes(message)
        if os.geteuid() == 0:
            for one in (place, *place.rglob("*")):
                os.chown(one, _NOBODY, _NOBODY)
        written.rename(place / "new" / written.name)

    def files(self) -> list[str]:
        """Where each message lies and with which flags."""
        found = (self.base / "mail").rglob("*.tern*")
        return sorted(one.relative_to(self.base / "mail").as_posix() for one in found)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.base, ignore_errors=True)

    def _settings(self) -> dict[str, object]:
        is_root = os.geteuid() == 0
        me, group = getpass.getuser(), os.getgid()
        return {
            "base": self.base,
            "port": self.port,
            "tls_port": self.tls_port,
            "no_plain": "yes",
            "internal": "dovecot" if is_root else me,
            "internal_group": "dovecot" if is_root else _group_name(group),
            "login": "dovenull" if is_root else me,
            "uid": _NOBODY if is_root else os.getuid(),
            "gid": _NOBODY if is_root else group,
        }

    def _wait(self) -> None:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.tls_port), 0.2).close()
                return
            assert self.process.poll() is None, (self.base / "log").read_text()
            time.sleep(0.02)
        raise AssertionError((self.base / "log").read_text())


_NOBODY = 65534


def _group_name(group: int) -> str:
    return grp.getgrgid(group).gr_name


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def write_certificate(folder: Path, host: str) -> None:
    """A key and a certificate for `host` that vouches for itself."""
    key, made = key_and_certificate(host)
    (folder / "cert.pem").write_bytes(made)
    (folder / "key.pem").write_bytes(key)
