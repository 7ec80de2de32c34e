"""Joins a connection that asked a proxy for a tunnel with the port that speaks TLS."""

from __future__ import annotations

import asyncio

_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"


class _Pump(asyncio.Protocol):
    """Hands on what comes in; where one side ends the other does, too."""

    def __init__(self, target: asyncio.WriteTransport | None, ended: asyncio.Event) -> None:
        self.target, self._ended = target, ended

    def data_received(self, data: bytes) -> None:
        if self.target:
            self.target.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self.target:
            self.target.close()
        self._ended.set()


async def join(transport: asyncio.Transport, address: str, port: int) -> None:
    """Answer CONNECT on a connection, hand everything on to a port, and return when either side has ended."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    behind, _ = await loop.create_connection(lambda: _Pump(transport, ended), address, port)
    transport.set_protocol(_Pump(behind, ended))
    transport.write(_OPEN)
    await ended.wait()
