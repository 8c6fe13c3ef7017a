"""`serve` in a real Jupyter kernel, whose main thread runs an event loop all the time."""

from __future__ import annotations

import pathlib
import queue

import pytest
from jupyter_client import KernelManager

import asyncaula

APPLICATION = """
import sys
sys.path.insert(0, {src!r})
from asyncaula.checks.serving import ServerDidNotStart, serve

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        message = await receive()
        await send({{"type": "lifespan.startup.complete"}})
        await receive()
        await send({{"type": "lifespan.shutdown.complete"}})
    else:
        await send({{"type": "http.response.start", "status": 200}})
        await send({{"type": "http.response.body", "body": b"hola"}})

async def hung(scope, receive, send):
    await __import__("asyncio").Event().wait()
"""


@pytest.fixture(scope="module")
def cell():
    """Run a cell in a kernel and give what it wrote, as {stream name: text}; an error is a failure."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()

    def run(code):
        client.wait_for_ready(timeout=60)
        written = {"stdout": "", "stderr": ""}

        def heard(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                written[content["name"]] += content["text"]
            elif message["msg_type"] == "error":
                written["stderr"] += "\n".join(content["traceback"])

        client.execute_interactive(code, timeout=60, output_hook=heard)
        return written

    try:
        client.wait_for_ready(timeout=60)
        run(APPLICATION.format(src=str(pathlib.Path(asyncaula.__file__).parent.parent)))
        yield run
    except queue.Empty:
        pytest.fail("the kernel did not answer")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


def test_a_plain_cell_serves_and_asks(cell):
    assert cell("with serve(app) as served:\n    print(served.http.get('/').text)\nprint(served.ending)") == {
        "stdout": "hola\nclean\n",
        "stderr": "",
    }


def test_a_cell_with_top_level_await_serves_and_asks(cell):
    assert cell(
        "with serve(app) as served:\n"
        "    async with served.async_http() as http:\n"
        "        print((await http.get('/')).text)"
    ) == {"stdout": "hola\n", "stderr": ""}


def test_a_hung_lifespan_is_told_with_the_line_of_the_cell(cell):
    written = cell(
        "try:\n    with serve(hung, start=0.3): pass\n"
        "except ServerDidNotStart as error: print(error.reason, error.where.text)"
    )
    assert written == {"stdout": 'hung await __import__("asyncio").Event().wait()\n', "stderr": ""}
