"""The reader's address behind a web server on the same machine."""

# A socket of the file system has no address.
_OF_THIS_MACHINE = frozenset({"", "127.0.0.1", "::1"})


class RealPeer:
    """Makes `X-Real-IP` the peer's address, where the peer is a proxy on this machine.

    The proxy must set the header itself on every request. Sign-in throttling and the record take
    the peer's address and believe no header.
    """

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        """Pass the request on with the address that the proxy saw."""
        seen = environ.get("HTTP_X_REAL_IP", "").strip()
        if seen and environ.get("REMOTE_ADDR", "") in _OF_THIS_MACHINE:
            environ["REMOTE_ADDR"] = seen
        return self.application(environ, start_response)
