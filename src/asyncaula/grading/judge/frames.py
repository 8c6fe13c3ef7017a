"""Messages between grader and judge: JSON, each with its length before it, over any pair of streams."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("!I")
LARGEST = 64_000_000
"""Bytes of a message."""


class Frames:
    """Both ends of a conversation. Every method raises EOFError or OSError when the other side is gone."""

    def __init__(self, reader: BinaryIO, writer: BinaryIO) -> None:
        self._reader, self._writer = reader, writer

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        told = json.dumps(message).encode()
        self._writer.write(_LENGTH.pack(len(told)) + told)
        self._writer.flush()

    def receive(self) -> dict[str, Any]:
        """Wait for a message. One of more than `LARGEST` bytes ends the conversation."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        if length > LARGEST:
            raise EOFError
        message: dict[str, Any] = json.loads(self._exactly(length))
        return message

    def close(self) -> None:
        """Close both directions."""
        for stream in (self._writer, self._reader):
            try:
                stream.close()
            except OSError:  # what was not sent yet will not be
                continue

    def _exactly(self, length: int) -> bytes:
        data = self._reader.read(length)
        if len(data) < length:
            raise EOFError
        return data
