"""A real nginx of one's own, with the configuration of `deploy/` and other paths and ports."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[3] / "deploy/nginx"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
MISSING = "Máy không có nginx: cấu hình deploy/nginx không được kiểm thử."
MODULES = Path("/usr/lib/nginx/modules")
BROTLI = [MODULES / f"ngx_http_brotli_{name}_module.so" for name in ("filter", "static")]
PATIENCE_SECONDS = 60

_MAIN = """
{modules}
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
    {types}
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    sendfile on;
    keepalive_requests 1000000;
    include {folder}/http.conf;
    include {folder}/site.conf;
}}
"""


class Nginx:
    """Starts in `folder`, which holds `var/static` and `var/media`; speaks to `backend_port`."""

    def __init__(self, folder: Path, backend_port: int, *, has_tls: bool = False):
        self.folder = folder
        self.has_brotli = all(path.exists() for path in BROTLI)
        self.port, self.first_port = free_port(), free_port()
        self._process = None
        changes = [
            ("/etc/nginx/trang-thong-tin/", f"{folder}/"),
            ("/var/lib/trang-thong-tin", f"{folder}/var"),
            ("/var/cache/nginx/trang-thong-tin", f"{folder}/cache"),
            ("/var/log/nginx/trang-thong-tin.log", f"{folder}/access.log"),
            ("/etc/ssl/trang-thong-tin", f"{folder}"),
            ("unix:/run/trang-thong-tin/web.sock", f"127.0.0.1:{backend_port}"),
            ("example.gov.vn *.example.gov.vn", ".localhost"),
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", f"listen 127.0.0.1:{self.first_port};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
        ]
        if not has_tls:
            changes.append((" ssl http2;", ";"))
        for source in DEPLOY.rglob("*.conf*"):
            text = source.read_text("utf-8")
            for before, after in changes:
                text = text.replace(before, after)
            if not has_tls:
                text = "".join(
                    line for line in text.splitlines(keepends=True) if "    ssl_" not in line
                )
            target = folder / source.relative_to(DEPLOY)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        if self.has_brotli:
            optional = folder / "optional"
            shutil.copy(optional / "brotli.conf.example", optional / "brotli.conf")
        self._write_main()

    def _write_main(self) -> None:
        types = Path("/etc/nginx/mime.types")
        modules = [f"load_module {path};" for path in BROTLI] if self.has_brotli else []
        main = _MAIN.format(
            folder=self.folder,
            modules="\n".join(modules),
            user="user root;" if os.geteuid() == 0 else "",
            types=f"include {types};" if types.exists() else "",
        )
        (self.folder / "nginx.conf").write_text(main, "utf-8")

    def check(self) -> subprocess.CompletedProcess:
        """`nginx -t`."""
        return subprocess.run([*self._command(), "-t"], capture_output=True, text=True, check=False)

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(self._command())
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self._process.poll() is None, (self.folder / "error.log").read_text()
                time.sleep(0.02)
        raise AssertionError("nginx does not answer")

    @property
    def pid(self) -> int:
        """The leader's; its workers are its children."""
        return self._process.pid

    def stop(self) -> None:
        """Stop what was started here."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE_SECONDS)

    def _command(self) -> list[str]:
        errors = self.folder / "error.log"
        return [
            PROGRAM,
            "-p",
            f"{self.folder}",
            "-c",
            f"{self.folder}/nginx.conf",
            "-e",
            f"{errors}",
        ]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
