import asyncio

PIPE = asyncio.subprocess.PIPE


async def tuberia(productor, consumidor):
    uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL)
    otro = await asyncio.create_subprocess_exec(*consumidor, stdin=PIPE, stdout=PIPE)

    async def lleva():
        while True:
            trozo = await uno.stdout.read(4096)
            if not trozo:
                break
            otro.stdin.write(trozo)
            await otro.stdin.drain()
        otro.stdin.write_eof()

    llevando = asyncio.create_task(lleva())
    try:
        trozos = []
        while trozo := await otro.stdout.read(4096):
            trozos.append(trozo)
        await llevando
        await asyncio.gather(uno.wait(), otro.wait())
        return b"".join(trozos).decode()
    except asyncio.CancelledError:
        llevando.cancel()
        uno.kill()
        otro.kill()
        await asyncio.gather(llevando, uno.wait(), otro.wait(), return_exceptions=True)
        raise
